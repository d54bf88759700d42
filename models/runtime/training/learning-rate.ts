import type * as tf from '@tensorflow/tfjs-core';
import type { Tracer } from '../tracer.ts';
import type { Value } from '../value.ts';
import { rateOf, setRate } from './optimizers.ts';

/** The name of the graph's input for the i-th optimiser's learning rate. */
export const rateInput = (i: number): string => `rate:${i}`;

/**
 * Makes learning rates inputs of the graph. Stock optimisers hold theirs as a JavaScript number and write
 * `mul(x, -this.learningRate)`, so no tensor can be put in its place. Instead, while the step is traced each rate is a
 * number that nobody would write (exact in float32, another one in every trace), and where a tensor of just that number
 * or its negative is made from JavaScript data, the graph's input takes its place. A rate used in any other way (`rate *
 * decay` in JavaScript) becomes a constant that differs between traces, which strict mode refuses.
 */
export class TracedRates {
  private readonly entries: ReadonlyArray<{ optimizer: tf.Optimizer; before: number; number: number; name: string }>;
  private readonly values = new Map<string, Value>();

  /** @param turn the how-manieth trace this is */
  constructor(optimizers: readonly tf.Optimizer[], turn: number) {
    this.entries = optimizers.flatMap((optimizer, i) => {
      const before = rateOf(optimizer);
      const number = Math.fround(STRANGE * (1 + i * 0.0137 + turn * 0.3217));
      return before === undefined ? [] : [{ optimizer, before, number, name: rateInput(i) }];
    });
  }

  /** To be called while the trace listens to host data. */
  begin(): void {
    for (const { optimizer, number } of this.entries) setRate(optimizer, number);
  }

  /** To be called on the former backend: SGD makes a tensor of its rate. */
  end(): void {
    for (const { optimizer, before } of this.entries) setRate(optimizer, before);
  }

  /** The input that stands for a tensor made from this data, if it is one of the rates or its negative. */
  valueFor(t: Tracer, data: ArrayLike<number>, shape: readonly number[], dtype: string): Value | undefined {
    if (dtype !== 'float32' || data.length !== 1) return undefined;
    const entry = this.entries.find(({ number }) => Math.abs(data[0] as number) === number);
    if (!entry) return undefined;
    let value = this.values.get(entry.name);
    if (!value) {
      value = t.input(entry.name, 'float32', []);
      this.values.set(entry.name, value);
    }
    const signed = data[0] === entry.number ? value : t.call('Neg', { x: value });
    return t.call('Reshape', { x: signed }, { shape: [...shape] });
  }
}

const STRANGE = 0.000917231459;
