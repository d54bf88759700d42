import { describe, expect, test } from 'vitest';
import { onnxToFunction } from '../../../../models/runtime/onnx-to-tfjs/onnx-to-function.ts';
import { agrees, constant, fileOf, float, floats, node, numbers } from './harness.ts';

const x3 = numbers([2, 3, 4], 1);
const x4 = numbers([2, 3, 4, 5], 1);

/** The forms that operations had or have in other operator sets than the 17 of all other cases. */
describe('other operator sets, against ONNX Runtime', () => {
  test('settings as attributes, as they once were', async () => {
    await agrees(x4, node('Clip', { min: float(-0.5), max: float(1) }), { opset: 10 });
    await agrees(x4, node('Slice', { starts: [1, -2], ends: [3, 100], axes: [1, 3] }), { opset: 9 });
    await agrees(x4, node('Pad', { pads: [0, 0, 1, 2, 0, 0, 2, 1], value: float(0.5) }), { opset: 10 });
    await agrees(x4, node('Pad', { mode: 'reflect', pads: [0, 0, 1, 2, 0, 0, 2, 1] }), { opset: 9 });
    await agrees(numbers([1, 3, 1, 2], 1), node('Squeeze', { axes: [0, 2] }), { opset: 12 });
    await agrees(x3, node('Unsqueeze', { axes: [0, 2] }), { opset: 12 });
    await agrees(x4, (g, x) => [...g.nodeOf('Split', [x], { axis: 2, split: [1, 3] }, 2)], { opset: 11 });
    await agrees(x4, node('ReduceSum', { axes: [1, 2], keepdims: 0 }), { opset: 11 });
    await agrees(x4, node('Dropout', { ratio: float(0.3) }), { opset: 9 });
  });

  test('softmax over everything from an axis on', async () => {
    for (const axis of [0, 1, 2]) {
      await agrees(x4, node('Softmax', { axis }), { opset: 11 });
      await agrees(x4, node('LogSoftmax', { axis }), { opset: 11 });
    }
    await agrees(x4, node('Softmax'), { opset: 11 });
  });

  test('resizing before coordinates were mapped in several ways', async () => {
    const image = numbers([1, 2, 4, 5], 3);
    for (const mode of ['nearest', 'linear']) {
      await agrees(image, node('Upsample', { mode }, floats(1, 1, 2, 3)), { opset: 9 });
      await agrees(image, node('Resize', { mode }, floats(1, 1, 2, 2)), { opset: 10 });
    }
  });

  test('batch normalisation and global pooling of operator set 9, as many files have it', async () => {
    const perChannel = [2, 3, 4].map((seed) => numbers([3], seed));
    await agrees(x4, node('BatchNormalization', { epsilon: float(1e-3) }, ...perChannel, numbers([3], 5, 0.1, 2)), {
      opset: 9,
    });
    await agrees(x4, (g, x) => g.node('Flatten', [g.node('GlobalAveragePool', [x])]), { opset: 7 });
    await agrees(x4, (g, x) => g.node('PRelu', [x, constant(g, numbers([3, 1, 1], 2))]), { opset: 7 });
  });

  test('newer forms', async () => {
    for (const op of ['ReduceMean', 'ReduceMax', 'ReduceL2', 'ReduceLogSumExp']) {
      await agrees(x4, node(op, { keepdims: 0 }, [1, -1]), { opset: 18 });
      await agrees(x4, node(op, { noop_with_empty_axes: 1 }), { opset: 18 });
    }
    await agrees(x4, (g, x) => [...g.nodeOf('Split', [x], { axis: 3, num_outputs: 2 }, 2)], { opset: 18 });
    await agrees(x4, node('Pad', {}, [1, 2, 0, 1], floats(0.5), [-1, 2]), { opset: 18 });
    await agrees(x4, node('Pad', { mode: 'wrap' }, [0, 0, 1, 2, 0, 0, 2, 1]), { opset: 19 });
    await agrees(x4, node('Gelu'), { opset: 20 });
    await agrees(x4, node('Gelu', { approximate: 'tanh' }), { opset: 20 });
    await agrees(x4, (g, x) => g.node('Cast', [g.node('Shape', [x], { start: 1, end: -1 })], { to: 6 }), { opset: 22 });
    await agrees(numbers([1, 2, 4, 5], 3), node('Resize', { mode: 'linear' }, undefined, undefined, [1, 2, 8, 9]), {
      opset: 19,
    });
    await agrees(x4, node('Conv', { pads: [1, 1, 1, 1] }, numbers([4, 3, 3, 3], 2)), { opset: 22 });
    await agrees(x4, node('MaxPool', { kernel_shape: [2, 2], ceil_mode: 1, strides: [3, 3] }), { opset: 22 });
  });

  test('older than the rules of today is refused', () => {
    expect(() => onnxToFunction(fileOf(x4, node('Relu'), [], 6))).toThrow('operator set 6, where 7 or newer is needed');
  });
});
