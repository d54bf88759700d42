import type { Tensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { record } from './backend.ts';
import type { Graph } from './graph.ts';
import { Journal } from './journal.ts';
import { TraceError } from './trace-error.ts';
import type { DType } from './types.ts';

/** Any function of tensors in plain TensorFlow.js. It is called while being traced, so it must not read numbers. */
export type TensorFunction = (...inputs: Tensor[]) => Tensor | readonly Tensor[] | Readonly<Record<string, Tensor>>;

/** An input's type and shape; a HostTensor will do as an example. */
export interface Example {
  readonly dtype: DType;
  readonly shape: readonly number[];
  /** Default: x0, x1, … */
  readonly name?: string;
}

/** The name in the graph of the i-th input. */
export const inputName = (example: Example, i: number): string => example.name ?? `x${i}`;

/** A function's results under the names they have in the graph: given ones, else y0, y1, … */
export function namedResults(result: ReturnType<TensorFunction>): Array<readonly [string, Tensor]> {
  if (result instanceof tf.Tensor) return [['y0', result]];
  if (Array.isArray(result)) return result.map((tensor: Tensor, i) => [`y${i}`, tensor] as const);
  return Object.entries(result as Readonly<Record<string, Tensor>>);
}

/**
 * Records what `fn` computes from inputs of the given types and shapes.
 * @param journal is told what the function made from JavaScript data, and which kernels it ran
 * @throws TraceError when the function reads a tensor's numbers or uses a kernel without a rule
 */
export function trace(fn: TensorFunction, examples: readonly Example[], journal?: Journal): Graph {
  return record(({ tracer, placeholder, expose, observe }) => {
    if (journal) {
      observe({
        hostData: (data, shape, dtype) => {
          journal.hostData(data, shape, dtype);
          return undefined;
        },
        kernel: (name, attributes) => journal.kernel(name, attributes),
      });
    }
    const inputs = examples.map((example, i) => placeholder(inputName(example, i), example.dtype, example.shape));
    const result = fn(...inputs);
    if (result instanceof Promise)
      throw new TraceError('The function is asynchronous; only synchronous ones are traced.');
    for (const [name, tensor] of namedResults(result)) expose(name, tensor);
    return tracer.graph;
  });
}

/**
 * Refuses a function that draws random numbers or otherwise depends on JavaScript state, which a graph would freeze: it
 * is traced twice with the same shapes, and must do the same both times.
 * @throws TraceError naming what differs, or the random operation, and where the function called it
 */
export function mustBePure(fn: TensorFunction, examples: readonly Example[]): void {
  const [first, again] = [new Journal('function'), new Journal('function')];
  trace(fn, examples, first);
  trace(fn, examples, again);
  first.mustEqual(again);
}
