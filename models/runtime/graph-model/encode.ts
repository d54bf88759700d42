import type { io } from '@tensorflow/tfjs-core';
import type { Attribute, Constant, Graph, GraphPort } from '../graph.ts';
import { liveNodes } from '../passes/dead-nodes.ts';
import { TF_TYPE } from './emit.ts';

type ModelType = keyof typeof TF_TYPE;
type Weights = Pick<io.ModelArtifacts, 'modelTopology' | 'weightSpecs' | 'signature'> & {
  readonly weightData: ArrayBuffer;
};

/** The GraphDef version that TensorFlow 2.3 wrote: no operation used here is younger. */
const VERSIONS = { producer: 440, minConsumer: 12 };

/**
 * A recorded graph of TensorFlow operations as GraphDef in JSON (tensorflow/core/framework/graph.proto, in protobuf's JSON
 * mapping: 64-bit integers and bytes as text), with the numbers of its constants beside it, as TensorFlow.js's converter
 * writes them.
 */
export function encodeGraphModel(graph: Graph): Weights {
  const nodes = liveNodes(graph);
  const names = new Map<string, string>(graph.inputs.map(({ name }) => [name, nodeName(name)]));
  const taken = new Set(names.values());
  const outputs = graph.outputs.map((port) => ({ ...port, node: unused(nodeName(port.name), taken) }));
  for (const { value, node } of outputs) if (!names.has(value) && !graph.constants.has(value)) names.set(value, node);
  for (const [i, { op, outputs: made }] of nodes.entries())
    for (const name of made) if (!names.has(name)) names.set(name, unused(`${op}_${i}`, taken));
  const used = new Set([...nodes.flatMap(({ inputs }) => inputs), ...outputs.map(({ value }) => value)]);
  const constants = [...graph.constants].filter(([name]) => used.has(name));
  for (const [name] of constants) names.set(name, unused(`const_${name}`, taken));
  const named = (name: string): string => names.get(name) as string;
  return {
    modelTopology: {
      node: [
        ...graph.inputs.map((port) => placeholder(named(port.name), port)),
        ...constants.map(([name, constant]) => constNode(named(name), constant)),
        ...nodes.map(({ op, inputs, outputs: made, attributes }) => ({
          name: named(made[0] as string),
          op,
          input: inputs.map(named),
          attr: Object.fromEntries(Object.entries(attributes).map(([key, value]) => [key, attribute(value)])),
        })),
        // One value may be several outputs, and an input or a constant may be one.
        ...outputs
          .filter(({ value, node }) => named(value) !== node)
          .map(({ value, node, dtype }) => ({
            ...{ name: node, op: 'Identity', input: [named(value)], attr: { T: { type: tfType(dtype) } } },
          })),
      ],
      library: {},
      versions: VERSIONS,
    },
    signature: {
      inputs: Object.fromEntries(graph.inputs.map((port) => [named(port.name), tensorInfo(named(port.name), port)])),
      outputs: Object.fromEntries(outputs.map((port) => [port.node, tensorInfo(port.node, port)])),
    },
    ...weightsOf(constants.map(([name, constant]) => [named(name), constant])),
  };
}

/** 64-bit integers here are shapes and axes, which TensorFlow.js has in 32 bits. */
const modelType = (dtype: Constant['dtype']): ModelType =>
  dtype === 'float32' || dtype === 'bool' ? dtype : dtype === 'float64' ? 'float32' : 'int32';
const tfType = (dtype: Constant['dtype']) => TF_TYPE[modelType(dtype)];

/** What TensorFlow allows in a node's name; colons, dots of versions and blanks of an ONNX file's names go. */
const nodeName = (name: string): string => name.replace(/[^A-Za-z0-9_]/g, '_').replace(/^_*/, '') || 'tensor';

function unused(name: string, taken: Set<string>): string {
  let result = name;
  for (let i = 1; taken.has(result); i++) result = `${name}_${i}`;
  taken.add(result);
  return result;
}

const dims = (shape: GraphPort['shape']) => ({
  dim: shape.map((length) => ({ size: typeof length === 'string' ? '-1' : String(length) })),
});

const placeholder = (name: string, { dtype, shape }: GraphPort) => ({
  ...{ name, op: 'Placeholder', input: [], attr: { dtype: { type: tfType(dtype) }, shape: { shape: dims(shape) } } },
});

const constNode = (name: string, { dtype, shape }: Constant) => {
  const type = tfType(dtype);
  return {
    ...{ name, op: 'Const', input: [] },
    attr: { dtype: { type }, value: { tensor: { dtype: type, tensorShape: dims(shape) } } },
  };
};

const tensorInfo = (name: string, { dtype, shape }: GraphPort) => ({
  ...{ name: `${name}:0`, dtype: tfType(dtype), tensorShape: dims(shape) },
});

function attribute(value: Attribute): object {
  if (typeof value === 'number') return { i: String(value) };
  if (typeof value === 'string') {
    if (value.startsWith('DT_')) return { type: value };
    return value === 'true' || value === 'false' ? { b: value === 'true' } : { s: btoa(value) };
  }
  return 'float' in value ? { f: value.float } : { list: { i: value.map(String) } };
}

function weightsOf(constants: readonly (readonly [string, Constant])[]) {
  const parts = constants.map(([, { data, dtype }]) => {
    if (dtype === 'int64') return new Uint8Array(Int32Array.from(data).buffer);
    if (dtype === 'float64') return new Uint8Array(Float32Array.from(data).buffer);
    return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  });
  const all = new Uint8Array(parts.reduce((total, part) => total + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  const weightSpecs: io.WeightsManifestEntry[] = constants.map(([name, { shape, dtype }]) => ({
    ...{ name, shape: [...shape], dtype: modelType(dtype) },
  }));
  return { weightSpecs, weightData: all.buffer };
}
