import { z } from 'zod';
import { bytes } from '../../contract/call.ts';

/** Answers as plain JSON: bytes as base64, vectors as numbers. */
export const toPlainJson = (value: unknown): string =>
  JSON.stringify(value, (_key, item: unknown) => {
    if (item instanceof Uint8Array) return Buffer.from(item).toString('base64');
    return item instanceof Float32Array ? Array.from(item) : item;
  });

/** The other way: base64 becomes bytes where the schema has bytes. What does not fit stays, and the contract refuses it. */
export function fromPlainJson(schema: z.ZodType, value: unknown): unknown {
  const inner = unwrapped(schema);
  if (inner === bytes)
    return typeof value === 'string' && isBase64(value) ? new Uint8Array(Buffer.from(value, 'base64')) : value;
  if (inner instanceof z.ZodArray && Array.isArray(value))
    return value.map((item) => fromPlainJson(inner.element as z.ZodType, item));
  if (inner instanceof z.ZodObject && isRecord(value))
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => {
        const field = Object.hasOwn(inner.shape, key) ? (inner.shape[key] as z.ZodType) : null;
        return [key, field === null ? item : fromPlainJson(field, item)];
      }),
    );
  return value;
}

/** A query's text as its field asks: numbers, `true` and `false`; a list is given by repeating its name, or with commas. */
export function fromQuery(schema: z.ZodType, value: string | readonly string[]): unknown {
  const inner = unwrapped(schema);
  if (inner instanceof z.ZodArray) {
    const texts = typeof value === 'string' ? value.split(',') : value;
    return texts.map((text) => fromQuery(inner.element as z.ZodType, text));
  }
  if (typeof value !== 'string') return value;
  if (inner instanceof z.ZodNumber) return value.trim() === '' ? value : Number(value);
  if (inner instanceof z.ZodBoolean) return value === 'true' ? true : value === 'false' ? false : value;
  return value;
}

function unwrapped(schema: z.ZodType): z.ZodType {
  let inner = schema;
  while (inner instanceof z.ZodOptional || inner instanceof z.ZodDefault || inner instanceof z.ZodNullable)
    inner = inner.unwrap() as z.ZodType;
  return inner;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

const isBase64 = (text: string): boolean => text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text);
