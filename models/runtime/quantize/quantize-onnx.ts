import { OnnxError } from '../onnx-error.ts';
import type { OnnxTensor } from '../onnx-tensor.ts';
import { ProtobufWriter } from '../protobuf.ts';
import { type ProtobufField, protobufFields, textOf } from '../protobuf-reader.ts';
import { type OnnxNode, readOnnx } from '../read-onnx.ts';
import { halvesOf } from './half.ts';
import { quantiseSymmetric } from './symmetric.ts';

/**
 * How a network's weights are kept and used:
 * `float16`: halves in the file, made float32 by a Cast; `int8-weights`: 8-bit integers and a scale a channel, made float32 by a Cast and a
 * Mul (both are done once, when the file is opened, so the arithmetic is float32's); `int8-dynamic`: the same weights, and what goes in is made
 * 8-bit at each run by DynamicQuantizeLinear, so that ConvInteger and MatMulInteger multiply whole numbers.
 */
export const precisions = ['float16', 'int8-weights', 'int8-dynamic'] as const;
export type Precision = (typeof precisions)[number];

/** Field numbers of onnx.proto (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto). */
const GRAPH = 7;
const OPSET = 8;
const NODE = 1;
const INITIALIZER = 5;
const TYPE = { float32: 1, uint8: 2, int8: 3, float16: 10 } as const;
/** DynamicQuantizeLinear came with operator set 11. */
const LEAST_OPSET = 11;
/** Operations that mean in set 11 what they meant in set 9 (https://github.com/onnx/onnx/blob/main/docs/Changelog.md), as far as networks for faces use them. */
const SAME_SINCE_9: ReadonlySet<string> = new Set([
  ...['Abs', 'Add', 'AveragePool', 'BatchNormalization', 'Cast', 'Concat', 'Constant', 'Conv', 'Div', 'Dropout', 'Elu'],
  ...['Exp', 'Flatten', 'Gather', 'Gemm', 'GlobalAveragePool', 'GlobalMaxPool', 'Identity', 'InstanceNormalization'],
  ...[
    'LeakyRelu',
    'MatMul',
    'Max',
    'MaxPool',
    'Min',
    'Mul',
    'Neg',
    'PRelu',
    'Pow',
    'ReduceL2',
    'ReduceMean',
    'ReduceSum',
  ],
  ...[
    'Relu',
    'Reshape',
    'Shape',
    'Sigmoid',
    'Softmax',
    'Sqrt',
    'Squeeze',
    'Sub',
    'Sum',
    'Tanh',
    'Transpose',
    'Unsqueeze',
  ],
]);

export interface QuantisedFile {
  readonly onnx: Uint8Array;
  /** Layers of which the weights are kept so. */
  readonly layers: number;
}

/**
 * Rewrites the weights of every Conv, Gemm and MatMul of an ONNX file; everything else is copied as it is. A weight that several nodes use, or
 * that another kind of node uses, stays.
 * @throws OnnxError where the file cannot be read, or its operator set is too old for 8-bit arithmetic
 */
export function quantiseOnnx(onnx: Uint8Array, precision: Precision): QuantisedFile {
  const file = readOnnx(onnx);
  const opset = file.opsets.get('') ?? 0;
  const raise = precision === 'int8-dynamic' && opset < LEAST_OPSET;
  const changed = file.nodes.find(({ op }) => !SAME_SINCE_9.has(op));
  if (raise && (opset < 9 || changed !== undefined))
    throw new OnnxError(
      'too-old',
      `8-bit arithmetic needs operator set ${LEAST_OPSET}; the file has ${opset || '?'}, and its ${changed?.op ?? 'operations'} may mean something else there.`,
    );
  const uses = new Map<string, number>();
  for (const { inputs } of file.nodes) for (const name of inputs) uses.set(name, (uses.get(name) ?? 0) + 1);
  const layers = new Map<string, Layer>();
  for (const node of file.nodes) {
    const layer = layerOf(node, file.initializers);
    if (layer !== null && uses.get(layer.weight.name) === 1) layers.set(node.outputs[0]!, layer);
  }
  const replaced = new Set([...layers.values()].map(({ weight }) => weight.name));
  const model = new ProtobufWriter();
  for (const field of protobufFields(onnx)) {
    if (raise && field.field === OPSET && ['', 'ai.onnx'].includes(nameOf(field, 1)))
      model.message(OPSET, (w) => w.int(2, LEAST_OPSET));
    else if (field.field !== GRAPH) model.copy(field);
    else
      model.message(GRAPH, (graph) => {
        for (const part of protobufFields(field.bytes)) {
          if (part.field === INITIALIZER && replaced.has(nameOf(part, 8))) continue;
          const layer = part.field === NODE ? layers.get(nameOf(part, 2)) : undefined;
          if (layer === undefined) graph.copy(part);
          else write(graph, part, layer, precision);
        }
      });
  }
  return { onnx: model.finish(), layers: layers.size };
}

interface Layer {
  readonly node: OnnxNode;
  readonly weight: OnnxTensor & { readonly data: Float32Array };
  /** Channels first: [out, …], as quantisation takes them; of matrices [in, out] turned. */
  readonly outputs: number;
  readonly turned: boolean;
}

const nameOf = ({ bytes }: ProtobufField, field: number): string => {
  for (const one of protobufFields(bytes)) if (one.field === field) return textOf(one);
  return '';
};

function layerOf(node: OnnxNode, constants: ReadonlyMap<string, OnnxTensor>): Layer | null {
  if (node.domain !== '' || !['Conv', 'Gemm', 'MatMul'].includes(node.op)) return null;
  const weight = constants.get(node.inputs[1] ?? '');
  if (weight?.dtype !== 'float32' || !(weight.data instanceof Float32Array)) return null;
  const own = weight as Layer['weight'];
  if (node.op === 'Conv') return { node, weight: own, outputs: weight.shape[0]!, turned: false };
  if (weight.shape.length !== 2) return null;
  const plain = ['alpha', 'beta'].every((name) => (node.attributes.get(name) ?? 1) === 1);
  if (node.op === 'Gemm' && (!plain || Number(node.attributes.get('transA') ?? 0) !== 0)) return null;
  const turned = node.op === 'MatMul' || Number(node.attributes.get('transB') ?? 0) === 0;
  return { node, weight: own, outputs: weight.shape[turned ? 1 : 0]!, turned };
}

function write(graph: ProtobufWriter, part: ProtobufField, layer: Layer, precision: Precision): void {
  const { node, weight } = layer;
  const { name, shape } = weight;
  if (precision === 'float16') {
    const halves = halvesOf(weight.data);
    tensor(graph, `${name}_half`, TYPE.float16, shape, halves);
    cast(graph, `${name}_half`, name);
    graph.copy(part);
    return;
  }
  const rows = layer.turned ? transposed(weight.data, shape[0]!, shape[1]!) : weight.data;
  const { values, scales } = quantiseSymmetric(rows, layer.outputs);
  if (precision === 'int8-weights') {
    // Along the axis of the outputs.
    const along = shape.map((_, axis) => (axis === (layer.turned ? 1 : 0) ? layer.outputs : 1));
    const kept = layer.turned ? transposed(values, shape[1]!, shape[0]!) : values;
    tensor(graph, `${name}_int8`, TYPE.int8, shape, kept);
    tensor(graph, `${name}_scale`, TYPE.float32, along, scales);
    cast(graph, `${name}_int8`, `${name}_whole`);
    plain(graph, 'Mul', [`${name}_whole`, `${name}_scale`], [name]);
    graph.copy(part);
    return;
  }
  const [x = '', , bias = ''] = node.inputs;
  const y = node.outputs[0]!;
  const of = (what: string): string => `${y}_${what}`;
  const convolves = node.op === 'Conv';
  // ONNX Runtime's ConvInteger takes unsigned weights alone: the same numbers about 128.
  const unsigned = new Uint8Array(values.length);
  for (let i = 0; i < values.length; i++) unsigned[i] = values[i]! + 128;
  const inputs = rows.length / layer.outputs;
  const kept = convolves ? unsigned : transposed(unsigned, layer.outputs, inputs);
  tensor(graph, of('w'), TYPE.uint8, convolves ? shape : [inputs, layer.outputs], kept);
  tensor(graph, of('w_zero'), TYPE.uint8, [], Uint8Array.of(128));
  const along = convolves ? [1, layer.outputs, ...shape.slice(2).map(() => 1)] : [layer.outputs];
  tensor(graph, of('w_scale'), TYPE.float32, along, scales);
  plain(graph, 'DynamicQuantizeLinear', [x], [of('x'), of('x_scale'), of('x_zero')]);
  const integer = [of('x'), of('w'), of('x_zero'), of('w_zero')];
  if (convolves) {
    graph.message(NODE, (n) => {
      for (const input of integer) n.string(1, input);
      n.string(2, of('sum'));
      n.string(3, of('sum'));
      n.string(4, 'ConvInteger');
      for (const field of protobufFields(part.bytes)) if (field.field === 5) n.copy(field);
    });
  } else plain(graph, 'MatMulInteger', integer, [of('sum')]);
  cast(graph, of('sum'), of('whole'));
  plain(graph, 'Mul', [of('x_scale'), of('w_scale')], [of('scale')]);
  const last = bias === '' ? y : of('product');
  plain(graph, 'Mul', [of('whole'), of('scale')], [last]);
  if (bias === '') return;
  // A convolution's bias [out] stands along the second axis.
  let added = bias;
  if (convolves) {
    added = of('bias');
    tensor(graph, of('bias_shape'), 7, [along.length], BigInt64Array.from(along, BigInt));
    plain(graph, 'Reshape', [bias, of('bias_shape')], [added]);
  }
  plain(graph, 'Add', [last, added], [y]);
}

function plain(
  graph: ProtobufWriter,
  op: string,
  inputs: readonly string[],
  outputs: readonly string[],
  attribute?: readonly [string, number],
): void {
  graph.message(NODE, (n) => {
    for (const input of inputs) n.string(1, input);
    for (const output of outputs) n.string(2, output);
    n.string(3, outputs[0]!);
    n.string(4, op);
    if (attribute === undefined) return;
    n.message(5, (a) => {
      a.string(1, attribute[0]);
      a.int(3, attribute[1]);
      a.int(20, 2);
    });
  });
}

const cast = (graph: ProtobufWriter, from: string, to: string): void =>
  plain(graph, 'Cast', [from], [to], ['to', TYPE.float32]);

function tensor(
  graph: ProtobufWriter,
  name: string,
  type: number,
  shape: readonly number[],
  data: Int8Array | Uint8Array | Uint16Array | Float32Array | BigInt64Array,
): void {
  graph.message(INITIALIZER, (t) => {
    for (const length of shape) t.int(1, length);
    t.int(2, type);
    t.string(8, name);
    t.bytes(9, new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  });
}

/** [rows, columns] to [columns, rows]. */
function transposed<T extends Float32Array | Int8Array | Uint8Array>(values: T, rows: number, columns: number): T {
  const turned = values.slice() as T;
  for (let r = 0; r < rows; r++) for (let c = 0; c < columns; c++) turned[c * rows + r] = values[r * columns + c]!;
  return turned;
}
