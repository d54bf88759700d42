import * as tf from '@tensorflow/tfjs-core';
import { TraceError } from './trace-error.ts';
import { userFrame } from './user-frame.ts';

interface Entry {
  /** What happened, in words for a message. */
  readonly what: string;
  /** Equal in two traces when the same happened with the same numbers. */
  readonly key: string;
  /** Holds the place; its text is made only when it is needed. */
  readonly place: Error;
}

/** TensorFlow.js's operations that draw random numbers in JavaScript. */
const RANDOM = [
  'dropout',
  'multinomial',
  'rand',
  'randomGamma',
  'randomNormal',
  'randomStandardNormal',
  'randomUniform',
  'randomUniformInt',
  'truncatedNormal',
];

/**
 * All that a traced function made from JavaScript data and every kernel it ran. Two traces of a function that depends on
 * nothing but its inputs and variables have the same journal; where they differ, something would be frozen.
 */
export class Journal {
  private readonly entries: Entry[] = [];
  private readonly who: Journalled;

  constructor(who: Journalled) {
    this.who = who;
  }

  /** @throws TraceError when the data comes from one of TensorFlow.js's own random operations, also from a seeded one */
  hostData(data: ArrayLike<number>, shape: readonly number[], dtype: string): void {
    this.refuseRandom();
    this.add(`a tensor ${dtype}[${shape}] made from JavaScript data`, hash(data));
  }

  kernel(name: string, attributes: object): void {
    if (name === 'Multinomial') this.refuseRandom();
    this.add(`an attribute of ${name}`, JSON.stringify(attributes));
  }

  /** @throws TraceError inside one of TensorFlow.js's own random operations, naming it */
  private refuseRandom(): void {
    const { scopeStack } = tf.engine().state as unknown as { scopeStack: ReadonlyArray<{ name: string }> };
    const op = scopeStack.map(({ name }) => name.replace(/__op$/, '')).find((name) => RANDOM.includes(name));
    if (op === undefined) return;
    throw new TraceError(
      `tf.${op} draws random numbers in JavaScript, which would be the same at every ${this.who === 'step' ? 'step' : 'call'}. ` +
        'Pass the noise as an input, or compile with strict: false to freeze it.',
    );
  }

  private add(what: string, numbers: string): void {
    this.entries.push({ what, key: `${what} ${numbers}`, place: new Error(what) });
  }

  /** @throws TraceError at the first difference, naming what differs and where the function made it */
  mustEqual(other: Journal): void {
    const count = Math.max(this.entries.length, other.entries.length);
    for (let i = 0; i < count; i++) {
      const [a, b] = [this.entries[i], other.entries[i]];
      if (a?.key === b?.key) continue;
      const where = userFrame((b ?? a)?.place as Error);
      const place = where === undefined ? '' : ` Called at ${where}.`;
      if (a?.what !== b?.what) {
        throw new TraceError(
          `The ${this.who} takes another way when it is traced again (${a?.what ?? 'nothing'}, then ${b?.what ?? 'nothing'}): ` +
            `it depends on JavaScript state, of which only one would be kept. ${REMEDY[this.who]}${place}`,
        );
      }
      throw new TraceError(
        `${a?.what[0]?.toUpperCase()}${a?.what.slice(1)} differs when the ${this.who} is traced again ` +
          `(${CAUSES[this.who]}): it would be frozen. ${REMEDY[this.who]}${place}`,
      );
    }
  }
}

/** What a message calls the traced function. */
export type Journalled = 'step' | 'function';

const CAUSES = {
  step: 'a random number, a counter, something computed from the learning rate',
  function: 'a random number, a counter',
} as const;

const REMEDY = {
  step: 'Make it an input or a tf.Variable, or compile with strict: false to freeze it.',
  function: 'Make it an input, or compile with strict: false to freeze it.',
} as const;

/** FNV-1a of the bytes. */
function hash(data: ArrayLike<number>): string {
  const view = ArrayBuffer.isView(data) ? data : Float64Array.from(data);
  const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
  let h = 0x811c9dc5;
  for (const byte of bytes) h = Math.imul(h ^ byte, 0x01000193);
  return `${data.length}:${h >>> 0}`;
}
