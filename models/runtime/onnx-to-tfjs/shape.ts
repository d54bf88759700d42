import * as tf from '@tensorflow/tfjs-core';
import { sizeOf } from '../shapes.ts';
import { defineOp } from './table.ts';

defineOp('Flatten', (node) => {
  const x = node.input(0);
  const asked = node.number('axis', 1);
  const axis = asked < 0 ? asked + x.rank : asked;
  return tf.reshape(x, [sizeOf(x.shape.slice(0, axis)), sizeOf(x.shape.slice(axis))]);
});

/** 0 keeps the input's length (unless `allowzero`), −1 takes what is left. */
defineOp(
  'Reshape',
  (node) => {
    const x = node.input(0);
    const asked = node.setting(1, 'shape') ?? node.refuse('has no shape: the file is damaged');
    const literal = node.number('allowzero', 0) !== 0;
    return tf.reshape(
      x,
      asked.map((length, i) => (length === 0 && !literal ? (x.shape[i] as number) : length)),
    );
  },
  { settings: [1] },
);

defineOp('Transpose', (node) => {
  const x = node.input(0);
  return tf.transpose(x, [...(node.numbers('perm') ?? x.shape.map((_, i) => x.rank - 1 - i))]);
});

defineOp(
  'Squeeze',
  (node) => {
    const x = node.input(0);
    const axes = node.setting(1, 'axes')?.map((axis) => (axis < 0 ? axis + x.rank : axis));
    return tf.reshape(
      x,
      x.shape.filter((length, i) => (axes ? !axes.includes(i) : length !== 1)),
    );
  },
  { settings: [1] },
);

defineOp(
  'Unsqueeze',
  (node) => {
    const x = node.input(0);
    const asked = node.setting(1, 'axes') ?? node.refuse('has no axes: the file is damaged');
    const rank = x.rank + asked.length;
    const axes = new Set(asked.map((axis) => (axis < 0 ? axis + rank : axis)));
    const rest = [...x.shape];
    return tf.reshape(
      x,
      Array.from({ length: rank }, (_, i) => (axes.has(i) ? 1 : (rest.shift() as number))),
    );
  },
  { settings: [1] },
);

defineOp('Concat', (node) => {
  const axis = node.number('axis', 1);
  return node.inputs.length === 1 ? node.input(0) : tf.concat(node.inputs, axis < 0 ? axis + node.input(0).rank : axis);
});

/** Broadcasts both ways: an axis asked to be 1 keeps the input's length. */
defineOp(
  'Expand',
  (node) => {
    const x = node.input(0);
    const asked = node.known(1) ?? [];
    return tf.broadcastTo(x, tf.broadcast_util.assertAndGetBroadcastShape(x.shape, [...asked]));
  },
  { settings: [1] },
);

defineOp('Tile', (node) => tf.tile(node.input(0), node.known(1) ?? []), { settings: [1] });
