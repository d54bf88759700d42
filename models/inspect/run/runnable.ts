import type { Tensor } from '@tensorflow/tfjs-core';
import { exportOnnx } from '../../runtime/export-onnx.ts';
import { loadTfjsModel } from '../../runtime/load-tfjs-model.ts';
import type { GraphFunction } from '../../runtime/model-function.ts';
import { readOnnx } from '../../runtime/read-onnx.ts';
import { sentence } from '../../runtime/sentence.ts';
import { type TfjsFiles, TfjsModelError } from '../../runtime/tfjs-files.ts';
import type { Example, TensorFunction } from '../../runtime/trace.ts';
import { watchValues } from '../../runtime/watch-values.ts';
import type { GraphPort } from '../graph.ts';
import type { InspectedNetwork } from '../layers.ts';
import { dtypeOf } from '../picture-input.ts';
import type { NetworkFiles } from '../read-network.ts';

/** A network as an ONNX file that puts out what each of its layers makes, by the names that the layers' values have. */
export interface Runnable {
  readonly onnx: Uint8Array;
  readonly inputs: readonly GraphPort[];
  /** Values that a run tells, in the order of the layers. */
  readonly values: readonly string[];
}

/**
 * Makes a network ready to be run with everything told. One of TensorFlow.js is traced to ONNX, every layer's result an output: do it where a
 * crash or a hang harms nobody.
 * @throws TfjsModelError, OnnxError, RangeError: why it cannot be run, in one sentence
 */
export async function runnable(files: NetworkFiles, { inputs, layers }: InspectedNetwork): Promise<Runnable> {
  for (const { name, shape } of inputs)
    if (shape === null || shape.includes(null))
      throw new TfjsModelError(`The input "${name}" has no fixed shape in the file, so nothing can be given to it.`);
  const values = layers.flatMap(({ operation: { outputs } }) => outputs.slice(0, 1));
  if ('onnx' in files) {
    const known = new Set(readOnnx(files.onnx).nodes.flatMap(({ outputs }) => outputs));
    const watched = values.filter((value) => known.has(value));
    return { onnx: watchValues(files.onnx, watched), inputs, values: watched };
  }
  return { onnx: await traced(files.tfjs, inputs, values), inputs, values };
}

async function traced(files: TfjsFiles, inputs: readonly GraphPort[], values: readonly string[]): Promise<Uint8Array> {
  const model = await loadTfjsModel(files);
  try {
    const fn = 'apply' in model ? await layersFunction(model, values) : graphFunction(model, inputs, values);
    const examples = inputs.map(
      ({ name, dtype, shape }): Example => ({ name, dtype: dtypeOf(dtype), shape: shape as readonly number[] }),
    );
    return exportOnnx(fn, examples, { freeBatch: false, strict: false, name: files.format });
  } catch (error) {
    throw new TfjsModelError(`The network cannot be run here: ${sentence(error)}.`);
  } finally {
    model.dispose();
  }
}

function graphFunction(model: GraphFunction, inputs: readonly GraphPort[], values: readonly string[]): TensorFunction {
  return (...given) => {
    const feeds = Object.fromEntries(inputs.map(({ name }, i) => [name, given[i] as Tensor]));
    const results = model.execute(feeds, [...values]);
    return Object.fromEntries((Array.isArray(results) ? results : [results]).map((tensor, i) => [values[i]!, tensor]));
  };
}

/** Another model of the same layers, with every layer's result as an output. */
async function layersFunction(
  model: Awaited<ReturnType<typeof loadTfjsModel>>,
  values: readonly string[],
): Promise<TensorFunction> {
  if (!('apply' in model)) throw new RangeError('no layers model');
  const { model: build } = await import('@tensorflow/tfjs-layers');
  const named = values.filter((value) => model.layers.some(({ name }) => name === value));
  const outputs = named.map((value) => model.getLayer(value).output);
  const wide = build({ inputs: model.inputs, outputs: outputs.flat() });
  return (...given) => {
    const results = wide.apply(given.length === 1 ? (given[0] as Tensor) : (given as Tensor[])) as Tensor | Tensor[];
    return Object.fromEntries((Array.isArray(results) ? results : [results]).map((tensor, i) => [named[i]!, tensor]));
  };
}
