import { expect, test } from 'vitest';
import { createOnnxRuntimeNode } from '../../../../main/engine/backends/onnxruntime-node.ts';
import { Graph } from '../../../../models/runtime/graph.ts';
import { halfToFloat } from '../../../../models/runtime/half.ts';
import { encodeOnnxModel } from '../../../../models/runtime/onnx-model.ts';
import { floatToHalf } from '../../../../models/runtime/quantize/half.ts';
import { precisions, quantiseOnnx } from '../../../../models/runtime/quantize/quantize-onnx.ts';
import { dequantised, quantiseSymmetric, relativeError } from '../../../../models/runtime/quantize/symmetric.ts';
import { readOnnx } from '../../../../models/runtime/read-onnx.ts';
import references from './quantize.json' with { type: 'json' };

const executor = await createOnnxRuntimeNode();
const { convolution, dense, weights } = references;

test('float16 is NumPy’s, bit by bit, with subnormal, infinite and halfway numbers', () => {
  const { values, bits } = references.halves;
  expect(values.map(floatToHalf)).toEqual(bits);
  for (const [i, value] of values.entries())
    if (Math.abs(value) < 65504 && Math.abs(value) > 1e-4)
      expect(Math.abs(halfToFloat(bits[i]!) / value - 1)).toBeLessThan(2 ** -11 * 1.001);
  expect(floatToHalf(Number.POSITIVE_INFINITY)).toBe(0x7c00);
  expect(halfToFloat(floatToHalf(Number.NaN))).toBeNaN();
});

test('8-bit weights, their scales and their error are NumPy’s', () => {
  const given = Float32Array.from(weights.values);
  const { values, scales } = quantiseSymmetric(given, 4);
  expect([...values]).toEqual(weights.quantised);
  expect([...scales]).toEqual(weights.scales.map(Math.fround));
  expect(relativeError(given, dequantised({ values, scales }))).toBeCloseTo(weights.error, 7);
  expect(() => quantiseSymmetric(given, 7)).toThrow(RangeError);
});

/** A convolution with bias on the numbers of the script; a matrix product with the same bias, as Gemm. */
function network() {
  const graph = new Graph();
  graph.inputs.push(
    { name: 'x', dtype: 'float32', shape: [1, 3, 5, 6] },
    { name: 'v', dtype: 'float32', shape: [2, 7] },
  );
  const bias = graph.constant(Float32Array.from(convolution.bias), [4], 'float32');
  const filter = graph.constant(Float32Array.from(weights.values), [4, 3, 3, 3], 'float32');
  const y = graph.node('Conv', ['x', filter, bias], { kernel_shape: [3, 3], pads: [1, 1, 1, 1] });
  const matrix = graph.constant(Float32Array.from(dense.matrix), [7, 4], 'float32');
  const z = graph.node('Gemm', ['v', matrix, bias]);
  graph.outputs.push(
    { name: 'y', dtype: 'float32', shape: [1, 4, 5, 6], value: y },
    { name: 'z', dtype: 'float32', shape: [2, 4], value: z },
  );
  return encodeOnnxModel(graph);
}

const run = async (onnx: Uint8Array) => {
  const session = await executor.open(onnx);
  try {
    const { y, z } = await session.run({
      x: { dtype: 'float32', shape: [1, 3, 5, 6], data: Float32Array.from(convolution.x) },
      v: { dtype: 'float32', shape: [2, 7], data: Float32Array.from(dense.x) },
    });
    return { y: [...y!.data], z: [...z!.data] };
  } finally {
    await session.release();
  }
};
const worst = (a: readonly number[], b: readonly number[]): number =>
  Math.max(...a.map((value, i) => Math.abs(value - b[i]!)));

test('8-bit arithmetic in ONNX Runtime is what NumPy computes with whole numbers', async () => {
  const { onnx, layers } = quantiseOnnx(network(), 'int8-dynamic');
  expect(layers).toBe(2);
  const { y, z } = await run(onnx);
  expect(worst(y, convolution.y)).toBeLessThan(1e-4);
  expect(worst(z, dense.y)).toBeLessThan(1e-4);
});

test('rounded weights give nearly the same, and the file holds them in fewer bytes', async () => {
  const plain = await run(network());
  const size = Object.fromEntries(
    await Promise.all(
      precisions.map(async (precision) => {
        const { onnx } = quantiseOnnx(network(), precision);
        const { y, z } = await run(onnx);
        // Sums of some tens of products of about 1, each off by half a step.
        expect(worst(y, plain.y)).toBeLessThan(precision === 'float16' ? 0.02 : 0.4);
        expect(worst(z, plain.z)).toBeLessThan(precision === 'float16' ? 0.01 : 0.15);
        return [precision, [...readOnnx(onnx).initializers.values()].map(({ dtype }) => dtype)] as const;
      }),
    ),
  );
  expect(size.float16).toContain('float16');
  expect(size['int8-weights']).toContain('int8');
  expect(size['int8-dynamic']).toContain('uint8');
});

test('a weight that two layers share stays as it is; a file that cannot be read is refused', () => {
  const graph = new Graph();
  graph.inputs.push({ name: 'v', dtype: 'float32', shape: [2, 4] });
  const matrix = graph.constant(new Float32Array(16).fill(0.1), [4, 4], 'float32');
  const value = graph.node('MatMul', [graph.node('MatMul', ['v', matrix]), matrix]);
  graph.outputs.push({ name: 'z', dtype: 'float32', shape: [2, 4], value });
  expect(quantiseOnnx(encodeOnnxModel(graph), 'int8-dynamic').layers).toBe(0);
  expect(() => quantiseOnnx(Uint8Array.of(1, 2, 3), 'float16')).toThrow(/not an ONNX file/);
});
