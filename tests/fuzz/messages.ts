import { z } from 'zod';
import { bytes } from '../../main/contract/call.ts';
import { type CallName, contract } from '../../main/contract/index.ts';

/** A random number generator that a seed repeats (Mulberry32, by Tommy Ettinger). */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

interface Schema {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly format?: string;
}

const names = Object.keys(contract) as CallName[];
const schemas = new Map(
  names.map((name) => [
    name,
    z.toJSONSchema(contract[name].input as z.ZodType, {
      io: 'input',
      unrepresentable: 'any',
      override: ({ zodSchema, jsonSchema }) => {
        if ((zodSchema as unknown) === bytes) Object.assign(jsonSchema, { type: 'bytes' });
      },
    }) as Schema,
  ]),
);

/** What has broken programs before, of any type. No folder that a call might read through for long is among them. */
const nasty: readonly unknown[] = [
  null,
  undefined,
  '',
  ' ',
  'a'.repeat(5000),
  '../../../../etc/passwd',
  '/dev/null/x',
  'C:\\nul',
  '\u0000',
  '\ud800',
  '👩‍👩‍👧‍👦',
  '‮gnp.exe',
  '__proto__',
  'constructor',
  "'; DROP TABLE people; --",
  '%s%n{{7*7}}',
  0,
  -0,
  -1,
  1.5,
  2 ** 53,
  -(2 ** 63),
  1e308,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  true,
  false,
  [],
  {},
  [[[[[[]]]]]],
  { length: 1e9 },
  JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}'),
  new Uint8Array(0),
  new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0, 0]),
  new Float32Array([Number.NaN]),
];

/** Calls whose right input takes seconds, begins work of its own, or writes files where it says: they are sent spoilt alone. */
const neverRight =
  /^(doctor\.run|training\.(start|resume|preview)|evaluation\.(start|resume)|compare\.start|calibration\.measure|models\.(import|use|rollback|export)|backup\.create)$/;

const isRight = (name: CallName, input: unknown): boolean => {
  try {
    return contract[name].input.safeParse(input).success;
  } catch {
    return false;
  }
};

export interface Message {
  readonly name: string;
  readonly input: unknown;
}

/** One message: a call's input as its schema wants it, often with something in it spoilt, or the name, or all of it. */
export function randomMessage(random: () => number): Message {
  const one = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const valueFor = (schema: Schema, depth: number): unknown => {
    if (random() < 0.06 || depth > 6) return one(nasty);
    if (schema.const !== undefined) return schema.const;
    if (schema.enum !== undefined) return one(schema.enum);
    const choices = schema.anyOf ?? schema.oneOf;
    if (choices !== undefined) return valueFor(one(choices), depth + 1);
    const type = typeof schema.type === 'string' ? schema.type : one(schema.type ?? ['any']);
    if (type === 'object') {
      const fields = Object.entries(schema.properties ?? {}).filter(() => random() < 0.9);
      const made = Object.fromEntries(fields.map(([key, inner]) => [key, valueFor(inner, depth + 1)]));
      return random() < 0.05 ? { ...made, [one(['extra', 'constructor', 'toString', ''])]: one(nasty) } : made;
    }
    if (type === 'array')
      return Array.from({ length: Math.floor(random() * 4) }, () => valueFor(schema.items ?? {}, depth + 1));
    if (type === 'bytes') return Buffer.from(one(['ada@0', 'eve@0.1', '@0', 'ada+bob@0', 'poor:cy@0', '~ada@0']));
    if (type === 'string')
      return schema.format === 'date-time' ? '2026-01-01T00:00:00Z' : one(['ada', 'Ada', '1', 'key', 'fr-feature-512']);
    if (type === 'number') return random();
    if (type === 'integer') return Math.floor(random() * 50);
    return type === 'boolean' ? random() < 0.5 : one(nasty);
  };
  if (random() < 0.03)
    return {
      name: one(['', 'people', '__proto__', 'people.list ', 'toString', 'a'.repeat(10_000)]),
      input: one(nasty),
    };
  const name = one(names);
  if (random() < 0.05) return { name, input: one(nasty) };
  const input = valueFor(schemas.get(name) as Schema, 0);
  if (neverRight.test(name) && isRight(name, input)) return { name, input: { spoilt: one(nasty) } };
  return { name, input };
}

/** The same bytes with a few changed, cut off, or repeated. */
export function spoil(message: Uint8Array, random: () => number): Uint8Array {
  const at = Math.floor(random() * message.length);
  const how = random();
  if (how < 0.2) return message.slice(0, at);
  if (how < 0.3) return Buffer.concat([message, message.slice(at)]);
  const spoilt = message.slice();
  for (let i = 0; i < 1 + Math.floor(random() * 4); i++)
    spoilt[Math.floor(random() * spoilt.length)] = Math.floor(random() * 256);
  return spoilt;
}
