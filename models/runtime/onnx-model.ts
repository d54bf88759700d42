import type { Attribute, Constant, ElementType, Graph, GraphOutput, GraphPort, Node } from './graph.ts';
import { liveNodes } from './passes/dead-nodes.ts';
import { ProtobufWriter } from './protobuf.ts';

export interface OnnxModelOptions {
  readonly name?: string;
  /** Free text pairs kept in the file (a model record, a licence). */
  readonly metadata?: Readonly<Record<string, string>>;
}

/** ONNX operator set 17 (2022): the newest that every runtime in use understands. IR version 8 belongs to it. */
const OPSET = 17;
const IR_VERSION = 8;

/** TensorProto.DataType numbers, also used by `Cast`'s attribute `to`. */
export const ONNX_TYPE: Readonly<Record<ElementType, number>> = {
  float32: 1,
  int32: 6,
  int64: 7,
  bool: 9,
  float64: 11,
};

/** Serialises a graph as an ONNX ModelProto; nodes and constants that no output needs are left out. */
export function encodeOnnxModel(graph: Graph, options: OnnxModelOptions = {}): Uint8Array {
  const { nodes, copies } = withOutputsNamed(graph, liveNodes(graph));
  const used = new Set([...nodes.flatMap((node) => node.inputs), ...graph.outputs.map((output) => output.value)]);
  const model = new ProtobufWriter();
  model.int(1, IR_VERSION);
  model.string(2, 'threshold');
  model.message(7, (w) => {
    for (const [i, node] of nodes.entries()) w.message(1, (n) => writeNode(n, node, `${node.op}_${i}_${node.origin}`));
    for (const output of copies) {
      w.message(1, (n) => writeNode(n, outputNode(output.value, output.name), `output_${output.name}`));
    }
    w.string(2, options.name ?? 'traced');
    for (const [name, constant] of graph.constants) {
      if (used.has(name)) w.message(5, (t) => writeTensor(t, name, constant));
    }
    for (const port of graph.inputs) w.message(11, (p) => writePort(p, port));
    for (const port of graph.outputs) w.message(12, (p) => writePort(p, port));
  });
  const domains = new Map([['', OPSET], ...nodes.filter((n) => n.domain).map((n) => [n.domain, 1] as const)]);
  for (const [domain, version] of domains) {
    model.message(8, (w) => {
      w.string(1, domain);
      w.int(2, version);
    });
  }
  for (const [key, value] of Object.entries(options.metadata ?? {})) {
    model.message(14, (w) => {
      w.string(1, key);
      w.string(2, value);
    });
  }
  return model.finish();
}

/**
 * A node's result that is an output bears the output's name. `copies` are the outputs that are inputs or constants, or other outputs' values too:
 * they need an Identity.
 */
function withOutputsNamed(graph: Graph, nodes: readonly Node[]): { nodes: Node[]; copies: GraphOutput[] } {
  const computed = new Set(nodes.flatMap((node) => node.outputs));
  const renamed = new Map<string, string>();
  const copies: GraphOutput[] = [];
  for (const output of graph.outputs) {
    if (computed.has(output.value) && !renamed.has(output.value)) renamed.set(output.value, output.name);
    else copies.push({ ...output, value: renamed.get(output.value) ?? output.value });
  }
  const rename = (names: readonly string[]) => names.map((name) => renamed.get(name) ?? name);
  return {
    nodes: nodes.map((node) => ({ ...node, inputs: rename(node.inputs), outputs: rename(node.outputs) })),
    copies,
  };
}

/** One value may be several outputs, and an input may be an output. */
const outputNode = (value: string, name: string): Node => ({
  op: 'Identity',
  inputs: [value],
  outputs: [name],
  attributes: {},
  domain: '',
  origin: '',
});

function writeNode(w: ProtobufWriter, node: Node, name: string): void {
  for (const input of node.inputs) w.string(1, input);
  for (const output of node.outputs) w.string(2, output);
  w.string(3, name);
  w.string(4, node.op);
  for (const [key, value] of Object.entries(node.attributes)) w.message(5, (a) => writeAttribute(a, key, value));
  if (node.domain) w.string(7, node.domain);
}

function writeAttribute(w: ProtobufWriter, name: string, value: Attribute): void {
  w.string(1, name);
  if (typeof value === 'number') {
    w.int(3, value);
    w.int(20, 2);
  } else if (typeof value === 'string') {
    w.string(4, value);
    w.int(20, 3);
  } else if ('float' in value) {
    w.float(2, value.float);
    w.int(20, 1);
  } else {
    // AttributeProto predates packed fields: every integer carries its own tag, which all readers accept.
    for (const item of value) w.int(8, item);
    w.int(20, 7);
  }
}

function writeTensor(w: ProtobufWriter, name: string, { data, shape, dtype }: Constant): void {
  for (const length of shape) w.int(1, length);
  w.int(2, ONNX_TYPE[dtype]);
  w.string(8, name);
  const raw = dtype === 'int64' ? BigInt64Array.from(Array.from(data, (x) => BigInt(x))) : data;
  w.bytes(9, new Uint8Array(raw.buffer, raw.byteOffset, raw.byteLength));
}

function writePort(w: ProtobufWriter, port: GraphPort): void {
  w.string(1, port.name);
  w.message(2, (type) =>
    type.message(1, (tensor) => {
      tensor.int(1, ONNX_TYPE[port.dtype]);
      tensor.message(2, (shape) => {
        for (const length of port.shape) {
          shape.message(1, (d) => (typeof length === 'string' ? d.string(2, length) : d.int(1, length)));
        }
      });
    }),
  );
}
