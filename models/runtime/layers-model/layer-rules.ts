import type { SymbolicTensor } from '@tensorflow/tfjs-layers';
import * as tfl from '@tensorflow/tfjs-layers';
import type { Node } from '../graph.ts';
import { type Shape, sameShape } from '../shapes.ts';
import { TfjsModelError } from '../tfjs-files.ts';
import type { GraphReader } from './graph-reader.ts';
import type { LayerStack, Weight } from './layer-stack.ts';
import * as stock from './stock-layers.ts';

/** What a rule is given. */
export interface Asked {
  readonly node: Node;
  readonly reader: GraphReader;
  readonly stack: LayerStack;
  /** The i-th operand. */
  x(i?: number): SymbolicTensor;
  /** The i-th operand's numbers, where it is a constant. */
  numbers(i: number): number[];
}

/** `bias`: numbers that are added to each channel of the result. */
export type LayerRule = (asked: Asked, bias?: Float32Array) => SymbolicTensor;

export const unsaid = (what: string): TfjsModelError =>
  new TfjsModelError(
    `${what} cannot be said in TensorFlow.js's own layers: export the model as a graph model (tfjs-graph) or as onnx.`,
  );

function weightOf({ reader, node }: Asked, i: number): Weight {
  const constant = reader.constant(node.inputs[i] as string);
  if (!constant) throw unsaid(`The operation ${node.op} with weights that are computed`);
  return [Float32Array.from(constant.data), constant.shape];
}

const convolution =
  (depthwise: boolean): LayerRule =>
  (asked, bias) => {
    const { strides, dilations, padding, explicit_paddings } = asked.node.attributes as Record<string, number[]>;
    const middle = (list: readonly number[] | undefined): [number, number] => [list?.[1] ?? 1, list?.[2] ?? 1];
    const [, , top = 0, bottom = 0, left = 0, right = 0] = explicit_paddings ?? [];
    const x = stock.zeroPadded(asked.stack, asked.x(), [top, bottom], [left, right]);
    const window = { strides: middle(strides), dilations: middle(dilations), kernel: weightOf(asked, 1), bias };
    const said = String(padding) === 'SAME' ? 'same' : 'valid';
    return stock.convolution(asked.stack, x, { ...window, padding: said }, depthwise);
  };

const pooling =
  (kind: 'maxPooling2d' | 'averagePooling2d'): LayerRule =>
  ({ node, stack, x }) => {
    const [size, strides] = [node.attributes.ksize, node.attributes.strides].map((list) =>
      (list as number[]).slice(1, 3),
    ) as [[number, number], [number, number]];
    const padding = node.attributes.padding === 'SAME' ? 'same' : 'valid';
    return stack.add(tfl.layers[kind]({ poolSize: size, strides, padding, name: stack.name('pool') }), x());
  };

const globalPooling =
  (kind: 'globalAveragePooling2d' | 'globalMaxPooling2d'): LayerRule =>
  ({ node, stack, x, numbers }) => {
    if (x().shape.length !== 4 || `${numbers(1)}` !== '1,2')
      throw unsaid(`The operation ${node.op} over other axes than a map's`);
    const pooled = stack.add(tfl.layers[kind]({ name: stack.name('global') } as never), x());
    return node.attributes.keep_dims === 'true' ? stock.reshape(stack, pooled, [1, 1, x().shape[3] as number]) : pooled;
  };

const activation =
  (name: 'sigmoid' | 'tanh' | 'softplus' | 'elu' | 'selu' | 'softmax' | 'relu'): LayerRule =>
  ({ stack, x }) =>
    stack.add(tfl.layers.activation({ activation: name, name: stack.name(name) }), x());

const merge =
  (kind: 'add' | 'multiply' | 'maximum' | 'minimum'): LayerRule =>
  ({ node, stack, x }) => {
    if (!sameShape(x(0).shape, x(1).shape)) throw unsaid(`The operation ${node.op} of maps of two sizes`);
    return stack.add(tfl.layers[kind]({ name: stack.name(kind) }), [x(0), x(1)]);
  };

/** Without the batch, which must be left as it is. */
function behindBatch(shape: Shape, node: Node, untouched: (first: number) => boolean): number[] {
  if (!untouched(shape[0] as number)) throw unsaid(`The operation ${node.op} over the batch`);
  return shape.slice(1) as number[];
}

/** TensorFlow operations, by name, that one stock layer or a few say. */
export const LAYER_RULES: Readonly<Record<string, LayerRule>> = {
  Conv2D: convolution(false),
  DepthwiseConv2dNative: convolution(true),
  MaxPool: pooling('maxPooling2d'),
  AvgPool: pooling('averagePooling2d'),
  Mean: globalPooling('globalAveragePooling2d'),
  Max: globalPooling('globalMaxPooling2d'),
  AddV2: merge('add'),
  Mul: merge('multiply'),
  Maximum: merge('maximum'),
  Minimum: merge('minimum'),
  Sub: ({ node, stack, x }) => {
    if (!sameShape(x(0).shape, x(1).shape)) throw unsaid(`The operation ${node.op} of maps of two sizes`);
    return stack.add(tfl.layers.add({ name: stack.name('add') }), [x(0), stock.negated(stack, x(1))]);
  },
  Relu: activation('relu'),
  Sigmoid: activation('sigmoid'),
  Tanh: activation('tanh'),
  Softplus: activation('softplus'),
  Softmax: activation('softmax'),
  Elu: activation('elu'),
  Selu: activation('selu'),
  Relu6: ({ stack, x }) => stack.add(tfl.layers.reLU({ maxValue: 6, name: stack.name('relu6') }), x()),
  LeakyRelu: ({ node, stack, x }) => {
    const { float: alpha } = node.attributes.alpha as { float: number };
    return stack.add(tfl.layers.leakyReLU({ alpha, name: stack.name('leaky') }), x());
  },
  Prelu: (asked) => {
    const [[slopes], channels] = [weightOf(asked, 1), asked.x().shape.at(-1) as number];
    if (slopes.length !== 1 && slopes.length !== channels)
      throw unsaid('The operation Prelu with slopes that are not one a channel');
    return stock.prelu(
      asked.stack,
      asked.x(),
      slopes.length === 1 ? new Float32Array(channels).fill(slopes[0] as number) : slopes,
    );
  },
  MatMul: (asked, bias) => {
    const { transpose_a, transpose_b } = asked.node.attributes;
    const [data, [rows, columns]] = weightOf(asked, 1) as [Float32Array, [number, number]];
    if (transpose_a === 'true') throw unsaid('The operation MatMul over the batch');
    if (transpose_b !== 'true') return stock.dense(asked.stack, asked.x(), [data, [rows, columns]], bias);
    const turned = Float32Array.from(data, (_, i) => data[(i % rows) * columns + Math.floor(i / rows)] as number);
    return stock.dense(asked.stack, asked.x(), [turned, [columns, rows]], bias);
  },
  Reshape: ({ node, stack, x, numbers }) =>
    stock.reshape(
      stack,
      x(),
      behindBatch(numbers(1), node, (first) => first === -1 || first === 1),
    ),
  Transpose: ({ node, stack, x, numbers }) =>
    stock.permuted(
      stack,
      x(),
      behindBatch(numbers(1), node, (first) => first === 0),
    ),
  ConcatV2: ({ node, stack, x, numbers }) => {
    const parts = node.inputs.slice(0, -1).map((_, i) => x(i));
    const [axis] = numbers(parts.length) as [number];
    behindBatch([axis], node, (first) => first !== 0);
    return stack.add(tfl.layers.concatenate({ axis, name: stack.name('concat') }), parts);
  },
  PadV2: ({ node, stack, x, numbers }) => {
    const [before, after, top, bottom, left, right, ...channels] = numbers(1) as [
      number,
      number,
      number,
      number,
      number,
      number,
    ];
    if (x().shape.length !== 4 || before + after !== 0 || numbers(2)[0] !== 0)
      throw unsaid(`The operation ${node.op} with other than zeros around a map`);
    return stock.channelsPadded(
      stack,
      stock.zeroPadded(stack, x(), [top, bottom], [left, right]),
      channels as unknown as [number, number],
    );
  },
  Slice: ({ node, stack, x, numbers }) => {
    const [begin, size] = [numbers(1), numbers(2)];
    const [batch, rows, columns, channels] = x().shape.map((length, i): [number, number] => [
      begin[i] as number,
      size[i] === -1 ? 0 : (length ?? (size[i] as number)) - (begin[i] as number) - (size[i] as number),
    ]) as [[number, number], [number, number], [number, number], [number, number]];
    if (x().shape.length !== 4 || [...batch, ...channels].some((length) => length !== 0))
      throw unsaid(`The operation ${node.op} of channels`);
    return stock.cropped(stack, x(), rows, columns);
  },
};
