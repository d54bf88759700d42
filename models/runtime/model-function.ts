import type { GraphModel } from '@tensorflow/tfjs-converter';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { TensorFunction } from './trace.ts';

/** What is needed of a graph model, however it was loaded. */
export type GraphFunction = Pick<GraphModel, 'inputs' | 'outputs' | 'execute' | 'dispose'>;

/**
 * A model as a function of its inputs, in their order. A graph model's results are named as its outputs; a layers
 * model runs as for prediction (dropout off, batch normalisation by moving averages).
 */
export function functionOf(target: TensorFunction | GraphFunction | LayersModel): TensorFunction {
  if (typeof target === 'function') return target;
  if (!('apply' in target)) return graphModelFunction(target);
  return (...inputs) => target.apply(inputs.length === 1 ? (inputs[0] as Tensor) : inputs) as Tensor | Tensor[];
}

function graphModelFunction(model: GraphFunction): TensorFunction {
  const names = model.inputs.map((input) => input.name);
  const outputs = model.outputs.map((output) => output.name);
  return (...inputs) => {
    const feeds = Object.fromEntries(names.map((name, i) => [name, inputs[i] as Tensor]));
    const results = model.execute(feeds, outputs);
    const list = Array.isArray(results) ? results : [results];
    return Object.fromEntries(outputs.map((name, i) => [name, list[i] as Tensor]));
  };
}
