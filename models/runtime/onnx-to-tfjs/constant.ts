import * as tf from '@tensorflow/tfjs-core';
import type { OnnxElementType, OnnxTensor } from '../onnx-tensor.ts';
import { sizeOf } from '../shapes.ts';
import { defineOp } from './table.ts';

const INT32_MAX = 2 ** 31 - 1;

/** The TensorFlow.js type of a file's type; 64-bit integers become 32-bit ones. */
export function tfType(type: OnnxElementType): 'float32' | 'int32' | 'bool' {
  if (type === 'bool') return 'bool';
  return type.startsWith('float') ? 'float32' : 'int32';
}

/** A tensor of a file in TensorFlow.js; integers beyond 32 bits ("to the end" in slices) become the nearest that fits. */
export function tensorOf({ data, shape, dtype }: Pick<OnnxTensor, 'data' | 'shape' | 'dtype'>): tf.Tensor {
  const type = tfType(dtype);
  const numbers =
    data instanceof Float64Array ? Int32Array.from(data, (x) => Math.max(-INT32_MAX, Math.min(INT32_MAX, x))) : data;
  return tf.tensor(numbers as Float32Array, [...shape], type);
}

/** Constants that hold a tensor are taken for initializers before any rule is asked; these are the short forms. */
defineOp('Constant', (node) => {
  const tensor = node.tensor('value');
  if (tensor) return tensorOf(tensor);
  for (const [attribute, type] of [
    ['value_float', 'float32'],
    ['value_int', 'int32'],
  ] as const) {
    if (node.has(attribute)) return tf.scalar(node.number(attribute, 0), type);
    const list = node.numbers(`${attribute}s`);
    if (list) return tf.tensor1d([...list], type);
  }
  return node.refuse('holds a text or a sparse tensor, which cannot be translated');
});

defineOp(
  'ConstantOfShape',
  (node) => {
    const shape = node.known(0) ?? [];
    const value = node.tensor('value');
    return tf.fill(shape, Number(value?.data[0] ?? 0), value ? tfType(value.dtype) : 'float32');
  },
  { settings: [0] },
);

defineOp('Shape', (node) => {
  const { shape } = node.input(0);
  const end = node.has('end') ? node.number('end', 0) : undefined;
  return tf.tensor1d(shape.slice(node.number('start', 0), end), 'int32');
});

defineOp('Size', (node) => tf.scalar(sizeOf(node.input(0).shape), 'int32'));

/** By number in TensorProto.DataType. Towards zero from float to integer. */
defineOp('Cast', (node) => {
  const to = node.number('to', 0);
  const type = [1, 10, 11].includes(to)
    ? 'float32'
    : [2, 3, 6, 7].includes(to)
      ? 'int32'
      : to === 9
        ? 'bool'
        : undefined;
  if (type === undefined) return node.refuse(`casts to the type number ${to}, which cannot be translated`);
  const x = node.input(0);
  return type === 'bool' && x.dtype !== 'bool' ? tf.notEqual(x, 0) : tf.cast(x, type);
});

defineOp('Identity', (node) => node.input(0));

/** As in prediction: nothing is dropped. The mask, where asked for, is of ones. */
defineOp(
  'Dropout',
  (node) => {
    const x = node.input(0);
    return node.outputs > 1 ? [x, tf.cast(tf.onesLike(x), 'bool')] : x;
  },
  { settings: [1, 2] },
);
