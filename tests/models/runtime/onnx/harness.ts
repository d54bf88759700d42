import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { expect } from 'vitest';
import { createOnnxRuntimeNode } from '../../../../main/engine/backends/onnxruntime-node.ts';
import { compile } from '../../../../models/runtime/compile.ts';
import { type Attributes, Graph } from '../../../../models/runtime/graph.ts';
import { encodeOnnxModel } from '../../../../models/runtime/onnx-model.ts';
import { onnxToFunction } from '../../../../models/runtime/onnx-to-tfjs/onnx-to-function.ts';
import { ProtobufWriter } from '../../../../models/runtime/protobuf.ts';
import { protobufFields } from '../../../../models/runtime/protobuf-reader.ts';
import type { TensorFunction } from '../../../../models/runtime/trace.ts';
import type { HostTensor } from '../../../../models/runtime/types.ts';
import { eager, randomInput, worstError } from '../support.ts';

fc.configureGlobal({ seed: 20_26, numRuns: 20 });

const executor = await createOnnxRuntimeNode();
await tf.setBackend('cpu');

/** Builds the graph of one case: given the name of the input `x`, adds nodes and says which values are the outputs. */
export type Build = (graph: Graph, x: string) => string | string[];

/** A file of the nodes that `build` adds to the inputs. */
export function fileOf(x: HostTensor, build: Build, outputs: readonly HostTensor[] = [], opset = 17): Uint8Array {
  const graph = new Graph();
  graph.inputs.push({ name: 'x', dtype: x.dtype, shape: x.shape });
  for (const [i, value] of [build(graph, 'x')].flat().entries()) {
    const { dtype = 'float32', shape = [] } = outputs[i] ?? {};
    graph.outputs.push({ name: `y${i}`, dtype, shape, value });
  }
  return opset === 17 ? encodeOnnxModel(graph) : withOpset(encodeOnnxModel(graph), opset);
}

/** The same file under another operator set: field 8 of a model names it. */
export function withOpset(file: Uint8Array, opset: number): Uint8Array {
  const model = new ProtobufWriter();
  for (const field of protobufFields(file)) {
    if (field.field === 8) model.message(8, (w) => w.int(2, opset));
    else model.copy(field);
  }
  return model.finish();
}

/** Runs a case as TensorFlow.js operations, eagerly and compiled, and compares both with ONNX Runtime's own run. */
export async function agrees(x: HostTensor, build: Build, { tolerance = 2e-5, opset = 17 } = {}): Promise<void> {
  const { fn, weights } = onnxToFunction(fileOf(x, build, [], opset));
  const network = ((images: tf.Tensor) => fn(images, weights)) as TensorFunction;
  try {
    const ours = eager(network, x);
    // The declared shapes are those that TensorFlow.js arrives at: ONNX Runtime refuses the file where they are wrong.
    const session = await executor.open(fileOf(x, build, ours, opset));
    const results = await session.run({ x });
    const expected = session.outputs.map(({ name }) => results[name] as HostTensor);
    await session.release();
    const compiled = await compile(network, [x], { executor, freeBatch: false });
    const traced = await compiled.run(x);
    await compiled.release();
    for (const [how, actual] of [
      ['eager', ours],
      ['compiled', traced],
    ] as const) {
      const error = worstError(expected, actual);
      if (error > tolerance) expect.fail(`${how} is off by ${error}\n  ONNX ${show(expected)}\n  here ${show(actual)}`);
    }
  } finally {
    tf.dispose(weights as never);
  }
}

const show = (all: readonly HostTensor[]) =>
  all.map((t) => `${t.dtype}[${t.shape}] ${[...t.data].slice(0, 12)}`).join(' | ');

/** One node whose further inputs are constants. */
export const node =
  (op: string, attributes: Attributes = {}, ...constants: Array<HostTensor | readonly number[] | undefined>): Build =>
  (graph, x) =>
    graph.node(op, [x, ...constants.map((one) => constant(graph, one))], attributes);

/** A list of numbers is an int64 constant, as ONNX takes shapes and axes; nothing is an input left out. */
export function constant(graph: Graph, value: HostTensor | readonly number[] | undefined): string {
  if (value === undefined) return '';
  return 'data' in value ? graph.constant(value.data, value.shape, value.dtype) : graph.ints(value);
}

export const float = (value: number) => ({ float: value });
export const scalar = (value: number): HostTensor => ({ dtype: 'float32', shape: [], data: Float32Array.of(value) });
export const floats = (...values: number[]): HostTensor => ({
  dtype: 'float32',
  shape: [values.length],
  data: Float32Array.from(values),
});
export const numbers = (shape: number[], seed: number, low = -2, high = 2): HostTensor =>
  randomInput(shape, low, high, seed);
