import type { OnnxFile, OnnxNode } from '../../runtime/read-onnx.ts';

export type LayerKind =
  | 'convolution'
  | 'depthwise'
  | 'dense'
  | 'norm'
  | 'scale'
  | 'activation'
  | 'average'
  | 'maximum'
  | 'sum'
  | 'product'
  | 'join';

/** How a value of four axes lies: channels first, as ONNX has it, or last, as a TensorFlow.js function does. */
export type Layout = 'nchw' | 'nhwc';

/** A node of a network's file that computes something, as its figure in a paper would have it. */
export interface Layer {
  /** The value that it makes. */
  readonly value: string;
  readonly name: string;
  readonly op: string;
  readonly kind: LayerKind;
  /** The value that it is computed from, of several the first, with what only reshapes left out. */
  readonly from: string;
  readonly layout: Layout;
  /** Weights, without moving statistics; a weight that several layers use is the first one's. */
  readonly parameters: number;
  /** Multiply-accumulates for one number of the output; 0 where, as is usual, none are counted. */
  readonly macsEach: number;
}

/** Where x ↦ f(x) keeps sums and means of x: a line of pictures stays a line. Norms have fixed statistics once a network is trained. */
export const isLinear = ({ kind }: Pick<Layer, 'kind'>): boolean =>
  kind !== 'activation' && kind !== 'maximum' && kind !== 'product';

const KINDS: Readonly<Record<string, LayerKind>> = {
  ...{ BatchNormalization: 'norm', AveragePool: 'average', GlobalAveragePool: 'average', ReduceMean: 'average' },
  ...{ MaxPool: 'maximum', GlobalMaxPool: 'maximum', Relu: 'activation', PRelu: 'activation', LeakyRelu: 'activation' },
  ...{ Elu: 'activation', Selu: 'activation', Sigmoid: 'activation', Tanh: 'activation', Clip: 'activation' },
  ...{ HardSwish: 'activation', HardSigmoid: 'activation', Softplus: 'activation', Concat: 'join', Pad: 'join' },
};

const sizeOf = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);

/**
 * The layers of a network in the order in which they run. What only moves numbers about (reshape, transpose, flatten, dropout) is none.
 * Shapes are not in every file: they are known once the network has run (`models/runtime/watch-values.ts`).
 * @param input how the network's input lies
 */
export function layersOf(file: OnnxFile, input: Layout): Layer[] {
  const constants = new Map<string, readonly number[]>(
    [...file.initializers].map(([name, { shape }]) => [name, shape]),
  );
  for (const { op, outputs, attributes } of file.nodes) {
    const value = op === 'Constant' ? attributes.get('value') : undefined;
    if (typeof value === 'object' && 'data' in value) constants.set(outputs[0]!, value.shape);
  }
  const counted = new Set<string>();
  const layouts = new Map<string, Layout>(file.inputs.map(({ name }) => [name, input]));
  /** Of a value that no layer makes: the one that it was reshaped from. */
  const sources = new Map<string, string>();
  const layers: Layer[] = [];
  /** Values that are sizes, for a reshape to read: no picture's numbers. */
  const measures = new Set<string>();
  for (const node of file.nodes) {
    const [value = ''] = node.outputs;
    const computed = node.inputs.filter((name) => name !== '' && !constants.has(name));
    const [first] = computed;
    if (first === undefined) continue; // a constant, or made of constants
    if (node.op === 'Shape' || node.op === 'Size' || measures.has(first)) {
      for (const name of node.outputs) measures.add(name);
      continue;
    }
    const from = sources.get(first) ?? first;
    const layout = layoutOf(node, layouts.get(first));
    layouts.set(value, layout);
    const kind = kindOf(node, constants, computed.length);
    if (kind === null) {
      sources.set(value, from);
      continue;
    }
    const own = weightsOf(node, kind).filter((name) => {
      const shape = constants.get(name);
      // One number for all, as an epsilon is, is a setting of the arithmetic and was not learnt.
      return shape !== undefined && !counted.has(name) && !(kind === 'scale' && sizeOf(shape) === 1);
    });
    for (const name of own) counted.add(name);
    layers.push({
      ...{ value, kind, from, layout },
      name: node.name,
      op: node.op,
      parameters: own.reduce((sum, name) => sum + sizeOf(constants.get(name)!), 0),
      macsEach: macsOf(node, kind, constants),
    });
  }
  return layers;
}

function kindOf(node: OnnxNode, constants: ReadonlyMap<string, unknown>, computed: number): LayerKind | null {
  const { op, attributes } = node;
  switch (op) {
    case 'Conv':
      return Number(attributes.get('group') ?? 1) > 1 ? 'depthwise' : 'convolution';
    case 'Gemm':
    case 'MatMul':
      return node.inputs.some((name) => constants.has(name)) ? 'dense' : 'product';
    case 'Add':
    case 'Sub':
      return computed > 1 ? 'sum' : 'scale';
    case 'Mul':
    case 'Div':
      return computed > 1 ? 'product' : 'scale';
  }
  return KINDS[op] ?? null;
}

/** Inputs that are weights where they are constants: a norm's last two are statistics, which training does not change; bounds are settings. */
function weightsOf({ op, inputs }: OnnxNode, kind: LayerKind): readonly string[] {
  if (op === 'BatchNormalization') return inputs.slice(0, 3);
  return kind === 'convolution' || kind === 'depthwise' || kind === 'dense' || kind === 'scale' || op === 'PRelu'
    ? inputs
    : [];
}

/** Multiply-accumulates for one number of the output: the numbers that it is a weighted sum of. */
function macsOf(node: OnnxNode, kind: LayerKind, constants: ReadonlyMap<string, readonly number[]>): number {
  const weight = constants.get(node.inputs[1] ?? '') ?? constants.get(node.inputs[0] ?? '') ?? [];
  // [out, in / groups, height, width]
  if (kind === 'convolution' || kind === 'depthwise') return sizeOf(weight.slice(1));
  if (kind !== 'dense') return 0;
  // Gemm's transB: [out, in]; else [in, out].
  return Number(node.attributes.get('transB') ?? 0) === 1 ? weight[1]! : weight[0]!;
}

/** A convolution's output has channels first whatever came before; a transposition turns it; the rest keeps what it was given. */
function layoutOf({ op, attributes }: OnnxNode, given: Layout | undefined): Layout {
  if (op === 'Conv' || /Pool$/.test(op) || op === 'BatchNormalization') return 'nchw';
  const order = attributes.get('perm');
  if (op === 'Transpose' && Array.isArray(order)) {
    if (order.join() === '0,2,3,1') return 'nhwc';
    if (order.join() === '0,3,1,2') return 'nchw';
  }
  return given ?? 'nchw';
}
