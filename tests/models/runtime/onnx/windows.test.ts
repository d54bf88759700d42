import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Attributes } from '../../../../models/runtime/graph.ts';
import { UnsupportedOnnxOp } from '../../../../models/runtime/onnx-error.ts';
import { onnxToFunction } from '../../../../models/runtime/onnx-to-tfjs/onnx-to-function.ts';
import { eager } from '../support.ts';
import { agrees, fileOf, node, numbers } from './harness.ts';

const small = (max: number, min = 1) => fc.integer({ min, max });
const two = (max: number, min = 1) => fc.tuple(small(max, min), small(max, min));
const pads = fc.tuple(small(2, 0), small(2, 0), small(2, 0), small(2, 0));

describe('sliding windows, against ONNX Runtime', () => {
  test('Conv: groups, depthwise with a multiplier, strides, dilations, lopsided pads, auto_pad', async () => {
    const cases = fc.record({
      group: small(3),
      perGroup: small(2),
      out: small(2),
      kernel: two(3),
      strides: two(2),
      dilations: two(2),
      pads,
      auto: fc.constantFrom('NOTSET', 'NOTSET', 'SAME_UPPER', 'SAME_LOWER', 'VALID'),
      bias: fc.boolean(),
      seed: small(1000),
    });
    await fc.assert(
      fc.asyncProperty(cases, async ({ group, perGroup, out, kernel, strides, dilations, pads, auto, bias, seed }) => {
        // ONNX Runtime refuses dilations with auto_pad.
        const where: Attributes = auto === 'NOTSET' ? { pads, dilations } : { auto_pad: auto };
        await agrees(
          numbers([2, group * perGroup, 7, 8], seed),
          node(
            'Conv',
            { group, kernel_shape: kernel, strides, ...where },
            numbers([group * out, perGroup, ...kernel], seed + 1),
            bias ? numbers([group * out], seed + 2) : undefined,
          ),
        );
      }),
    );
  });

  test('Conv over one axis', async () => {
    await agrees(
      numbers([2, 3, 9], 1),
      node('Conv', { pads: [1, 0], strides: [2] }, numbers([4, 3, 3], 2), numbers([4], 3)),
    );
  });

  test('ConvTranspose: groups, strides, dilations, pads, output_padding', async () => {
    const cases = fc.record({
      group: small(2),
      perGroup: small(2),
      out: small(2),
      kernel: two(3),
      strides: two(3),
      dilations: two(2),
      pads,
      extra: fc.boolean(),
      seed: small(1000),
    });
    await fc.assert(
      fc.asyncProperty(cases, async ({ group, perGroup, out, kernel, strides, dilations, pads, extra, seed }) => {
        const full = kernel.map((length, i) => 3 * strides[i]! + (length - 1) * dilations[i]! + 1);
        fc.pre(full.every((length, i) => length > pads[i]! + pads[i + 2]!));
        await agrees(
          numbers([1, group * perGroup, 4, 4], seed),
          node(
            'ConvTranspose',
            {
              group,
              kernel_shape: kernel,
              strides,
              dilations,
              pads,
              output_padding: strides.map((s) => (extra ? s - 1 : 0)),
            },
            numbers([group * perGroup, out, ...kernel], seed + 1),
            numbers([group * out], seed + 2),
          ),
        );
      }),
    );
    for (const auto_pad of ['SAME_UPPER', 'SAME_LOWER'])
      await agrees(
        numbers([1, 2, 4, 5], 1),
        node('ConvTranspose', { auto_pad, strides: [2, 2], kernel_shape: [3, 3] }, numbers([2, 3, 3, 3], 2)),
      );
    await agrees(
      numbers([1, 2, 4, 5], 1),
      node('ConvTranspose', { output_shape: [8, 9], strides: [2, 2], kernel_shape: [3, 3] }, numbers([2, 3, 3, 3], 2)),
    );
  });

  test('MaxPool and AveragePool: pads that count or not, ceil_mode, auto_pad, dilations', async () => {
    const cases = fc.record({
      kernel: two(3),
      strides: two(3),
      pads,
      ceil_mode: small(1, 0),
      count_include_pad: small(1, 0),
      dilations: two(2),
      same: fc.boolean(),
      seed: small(1000),
    });
    await fc.assert(
      fc.asyncProperty(
        cases,
        async ({ kernel, strides, pads, ceil_mode, count_include_pad, dilations, same, seed }) => {
          fc.pre(pads.every((pad, i) => pad < kernel[i % 2]!));
          // ONNX Runtime reckons negative padding where such windows leave gaps.
          fc.pre(!same || kernel.every((length, i) => length >= strides[i]!));
          const where: Attributes = same ? { auto_pad: 'SAME_UPPER' } : { pads, ceil_mode };
          const x = numbers([2, 3, 7, 8], seed);
          await agrees(x, node('AveragePool', { kernel_shape: kernel, strides, count_include_pad, ...where }));
          await agrees(x, node('MaxPool', { kernel_shape: kernel, strides, ...where, ...(same ? {} : { dilations }) }));
        },
      ),
      { numRuns: 40 },
    );
  });

  test('global pooling', async () => {
    await agrees(numbers([2, 3, 4, 5], 1), node('GlobalAveragePool'));
    await agrees(numbers([2, 3, 4, 5], 1), node('GlobalMaxPool'));
  });

  test('what cannot be translated is refused with the operation and the node', () => {
    const x = numbers([1, 1, 2, 2, 2], 1);
    const { fn, weights } = onnxToFunction(fileOf(x, node('Conv', {}, numbers([1, 1, 1, 1, 1], 1))));
    expect(() => eager((images) => fn(images, weights), x)).toThrow(/Conv \(node "Conv_0_"\) works on volumes/);
    expect(() => fn(weights)).toThrow(/takes 1 inputs/);
    const unknown = fileOf(x, node('Relu6'));
    expect(() => onnxToFunction(unknown)).toThrow(UnsupportedOnnxOp);
    expect(() => onnxToFunction(unknown)).toThrow('The operation Relu6 (node "Relu6_0_") has no counterpart');
  });
});
