import * as tf from '@tensorflow/tfjs-core';
import './index.ts';
import { OnnxError, UnsupportedOnnxOp } from '../onnx-error.ts';
import type { OnnxTensor } from '../onnx-tensor.ts';
import { type OnnxFile, type OnnxNode, type OnnxPort, readOnnx } from '../read-onnx.ts';
import { tensorOf, tfType } from './constant.ts';
import { OpNode } from './op-node.ts';
import { definitionOf } from './table.ts';

/** Before it, operands were spread by other rules; ONNX Runtime promises nothing for older ones either. */
const OLDEST = 7;

export type NamedTensors = Readonly<Record<string, tf.Tensor>>;

/** An ONNX file as a function of plain TensorFlow.js operations. */
export interface OnnxFunction {
  /**
   * The network: inputs in their order, channels where the file has them, then the weights by name (those of `weights`,
   * or variables of the same names and shapes). Results by the file's names. To be called eagerly, traced or trained.
   * @throws UnsupportedOnnxOp for a variant of an operation that cannot be translated
   */
  readonly fn: (...inputsThenWeights: [...tf.Tensor[], NamedTensors]) => Record<string, tf.Tensor>;
  /** The file's float tensors but for settings (bounds, scales), on the current backend. The caller disposes of them. */
  readonly weights: NamedTensors;
  /** Names of the weights that gradients may change: all but the statistics of batch normalisation. */
  readonly trainable: readonly string[];
  readonly inputs: readonly OnnxPort[];
  readonly outputs: readonly OnnxPort[];
}

/**
 * Translates an ONNX file to TensorFlow.js operations.
 * @throws OnnxError where the file cannot be read; UnsupportedOnnxOp naming the first operation without a counterpart, and its node
 */
export function onnxToFunction(bytes: Uint8Array): OnnxFunction {
  const file = readOnnx(bytes);
  const opset = file.opsets.get('') ?? 1;
  if (opset < OLDEST)
    throw new OnnxError(
      'too-old',
      `The file is of operator set ${opset}, where ${OLDEST} or newer is needed: export it with 17.`,
    );
  const unknown = file.nodes.find(({ op, domain }) => domain !== '' || !definitionOf(op));
  if (unknown)
    throw new UnsupportedOnnxOp(unknown.domain ? `${unknown.domain}.${unknown.op}` : unknown.op, unknown.name);
  const constants = constantsOf(file);
  const { names, trainable } = weightNames(file, constants);
  const entries = [...constants].filter(([name]) => names.has(name));
  const weights = Object.fromEntries(entries.map(([name, tensor]) => [name, tensorOf(tensor)]));
  const fixed = new Map([...constants].filter(([name]) => !names.has(name)));
  return {
    fn: (...given) => run(file, fixed, given.slice(0, -1) as tf.Tensor[], given.at(-1) as NamedTensors),
    weights,
    trainable: [...names].filter((name) => trainable.has(name)),
    inputs: file.inputs,
    outputs: file.outputs,
  };
}

/** Initializers, and nodes that hold one: some exporters write weights so. */
function constantsOf({ initializers, nodes }: OnnxFile): Map<string, OnnxTensor> {
  const held = nodes.flatMap(({ op, outputs, attributes }) => {
    const value = op === 'Constant' ? attributes.get('value') : undefined;
    return typeof value === 'object' && 'data' in value ? [[outputs[0] as string, value] as const] : [];
  });
  return new Map([...initializers, ...held]);
}

/** A float constant is a weight where anything uses it otherwise than as a setting. */
function weightNames({ nodes }: OnnxFile, constants: ReadonlyMap<string, OnnxTensor>) {
  const names = new Set<string>();
  const trainable = new Set<string>();
  for (const { op, inputs } of nodes) {
    const { settings = [], statistics = [] } = definitionOf(op) ?? {};
    for (const [i, name] of inputs.entries()) {
      const constant = constants.get(name);
      if (!constant || tfType(constant.dtype) !== 'float32' || settings.includes(i)) continue;
      names.add(name);
      if (!statistics.includes(i)) trainable.add(name);
    }
  }
  return { names, trainable };
}

function run(
  file: OnnxFile,
  fixed: ReadonlyMap<string, OnnxTensor>,
  inputs: readonly tf.Tensor[],
  weights: NamedTensors,
): Record<string, tf.Tensor> {
  if (inputs.length !== file.inputs.length)
    throw new OnnxError(
      'malformed',
      `The network takes ${file.inputs.length} inputs and then its weights; ${inputs.length} inputs were given.`,
    );
  return tf.tidy(() => {
    const values = new Map<string, tf.Tensor>(Object.entries(weights));
    for (const [i, { name }] of file.inputs.entries()) values.set(name, inputs[i] as tf.Tensor);
    const lookUp = (name: string): tf.Tensor => {
      const known = values.get(name);
      if (known) return known;
      const constant = fixed.get(name);
      if (!constant)
        throw new OnnxError('malformed', `The value "${name}" is used and nothing makes it: the file is damaged.`);
      const made = tensorOf(constant);
      values.set(name, made);
      return made;
    };
    const opset = file.opsets.get('') ?? 1;
    for (const node of file.nodes) {
      if (node.outputs.every((name) => Object.hasOwn(weights, name) || fixed.has(name))) continue;
      for (const [name, tensor] of resultsOf(node, opset, lookUp)) values.set(name, tensor);
    }
    // An output may be an input, a weight or another output: each is a tensor of its own, which the caller may dispose of.
    return Object.fromEntries(file.outputs.map(({ name }) => [name, tf.clone(lookUp(name))]));
  });
}

function resultsOf(node: OnnxNode, opset: number, lookUp: (name: string) => tf.Tensor): [string, tf.Tensor][] {
  const inputs = node.inputs.map((name) => (name === '' ? undefined : lookUp(name)));
  const rule = definitionOf(node.op)?.rule;
  if (!rule) throw new UnsupportedOnnxOp(node.op, node.name);
  const results = [rule(new OpNode(node, opset, inputs))].flat();
  return node.outputs.flatMap((name, i): [string, tf.Tensor][] => {
    if (name === '') return [];
    const result = results[i];
    if (!result)
      throw new UnsupportedOnnxOp(node.op, node.name, `is asked for an output ${i} that cannot be translated`);
    return [[name, result]];
  });
}
