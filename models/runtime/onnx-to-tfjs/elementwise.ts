import * as tf from '@tensorflow/tfjs-core';
import { defineOp } from './table.ts';

/** Operations that TensorFlow.js has under the same meaning. */
const UNARY: Readonly<Record<string, (x: tf.Tensor) => tf.Tensor>> = {
  Abs: tf.abs,
  Neg: tf.neg,
  Sqrt: tf.sqrt,
  Exp: tf.exp,
  Log: tf.log,
  Reciprocal: tf.reciprocal,
  Floor: tf.floor,
  Ceil: tf.ceil,
  Round: tf.round,
  Sign: tf.sign,
  Sin: tf.sin,
  Cos: tf.cos,
  Tan: tf.tan,
  Erf: tf.erf,
  Not: tf.logicalNot,
};
for (const [op, compute] of Object.entries(UNARY)) defineOp(op, (node) => compute(node.input(0)));

const BINARY: Readonly<Record<string, (a: tf.Tensor, b: tf.Tensor) => tf.Tensor>> = {
  Add: tf.add,
  Sub: tf.sub,
  Mul: tf.mul,
  Equal: tf.equal,
  Greater: tf.greater,
  GreaterOrEqual: tf.greaterEqual,
  Less: tf.less,
  LessOrEqual: tf.lessEqual,
  And: tf.logicalAnd,
  Or: tf.logicalOr,
};
for (const [op, compute] of Object.entries(BINARY)) defineOp(op, (node) => compute(node.input(0), node.input(1)));

/** Integers are divided towards zero, as in C; tf.div of integers rounds down. */
defineOp('Div', (node) => {
  const [a, b] = [node.input(0), node.input(1)];
  if (a.dtype !== 'int32') return tf.div(a, b);
  return tf.mul(tf.mul(tf.sign(a), tf.sign(b)), tf.floorDiv(tf.abs(a), tf.abs(b)));
});

/** The result is of the base's type, whatever the exponent's. */
defineOp('Pow', (node) => {
  const base = node.input(0);
  return tf.cast(tf.pow(base, tf.cast(node.input(1), base.dtype)), base.dtype);
});

const MANY: Readonly<Record<string, (a: tf.Tensor, b: tf.Tensor) => tf.Tensor>> = {
  Max: tf.maximum,
  Min: tf.minimum,
  Sum: tf.add,
};
for (const [op, compute] of Object.entries(MANY)) {
  defineOp(op, (node) => node.inputs.reduce((so, next) => compute(so, next)));
}
defineOp('Mean', (node) =>
  tf.div(
    node.inputs.reduce((sum, next) => tf.add(sum, next)),
    node.inputs.length,
  ),
);

defineOp('Where', (node) => {
  const [condition, a, b] = [node.input(0), node.input(1), node.input(2)];
  return tf.where(condition, a, b);
});
