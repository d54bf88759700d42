import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { createOnnxRuntimeNode } from '../../../main/engine/backends/onnxruntime-node.ts';
import { record } from '../../../models/runtime/backend.ts';
import { compile } from '../../../models/runtime/compile.ts';
import { FixedBatchError, traceFreeBatch } from '../../../models/runtime/free-batch.ts';
import { Graph } from '../../../models/runtime/graph.ts';
import { defineKernel } from '../../../models/runtime/kernels/table.ts';
import { blockResiduals } from '../../../models/runtime/passes/blocked-residuals.ts';
import { liveNodes } from '../../../models/runtime/passes/dead-nodes.ts';
import { trace } from '../../../models/runtime/trace.ts';
import { eager, randomInput, worstError } from './support.ts';

const vector = [{ dtype: 'float32', shape: [3] }] as const;
const ops = (graph: Graph) => liveNodes(graph).map((node) => node.op);

describe('tracing', () => {
  test('a kernel without a rule is an error that names it', () => {
    const search = () => trace((x) => tf.searchSorted(x as tf.Tensor1D, x as tf.Tensor1D), vector);
    expect(search).toThrow(/kernel SearchSorted has no tracing rule.* Called at .*trace\.test\.ts:\d+:\d+\./);
  });

  test('a draw from a distribution is refused with the way to do it', () => {
    expect(() => trace((x) => tf.multinomial(x as tf.Tensor1D, 4), vector)).toThrow(/pass Gumbel noise as an input/);
  });

  test('reading numbers of a traced tensor is an error that says what to do', () => {
    expect(() => trace((x) => tf.scalar(x?.dataSync()[0] as number), vector)).toThrow(
      /Return the tensor, or use tf.where/,
    );
  });

  test('the former backend and all tensors are as before, also after an error', async () => {
    await tf.setBackend('cpu');
    const before = tf.memory().numTensors;
    trace((x) => tf.relu(x as tf.Tensor), vector);
    expect(() =>
      trace(() => {
        throw new Error('mine');
      }, vector),
    ).toThrow('mine');
    expect(tf.getBackend()).toBe('cpu');
    expect(tf.memory().numTensors).toBe(before);
  });

  test('a trace inside a trace is refused, and so is a tensor of an earlier one', () => {
    expect(() => trace(() => trace((x) => x as tf.Tensor, vector) as never, vector)).toThrow(/running already/);
    let kept: tf.Tensor | undefined;
    trace((x) => {
      kept = tf.keep(tf.exp(x as tf.Tensor));
      return kept;
    }, vector);
    expect(() => trace((x) => tf.add(x as tf.Tensor, kept as tf.Tensor), vector)).toThrow(/earlier trace/);
  });

  test('a second rule for a kernel is refused', () => {
    expect(() => defineKernel('Relu', (_, { x }: never) => x)).toThrow('Kernel Relu has a rule already.');
  });
});

describe('graph passes', () => {
  test('what does not depend on an input is computed while tracing', () => {
    const graph = trace((x) => tf.add(x as tf.Tensor, tf.exp(tf.mul(tf.scalar(2), 3))), vector);
    expect(ops(graph)).toEqual(['Add']);
  });

  test('equal expressions are computed once', () => {
    const graph = trace((x) => tf.add(tf.exp(x as tf.Tensor), tf.exp(x as tf.Tensor)), vector);
    expect(ops(graph)).toEqual(['Exp', 'Add']);
  });

  test('constants are shared by their bits: -0 is not 0', () => {
    const graph = new Graph();
    expect(graph.float(-0)).not.toBe(graph.float(0));
    expect(graph.float(1)).toBe(graph.float(1));
  });

  test('what no output needs is left out', () => {
    const graph = trace((x) => {
      tf.sin(x as tf.Tensor);
      return tf.cos(x as tf.Tensor);
    }, vector);
    expect(ops(graph)).toEqual(['Cos']);
  });

  test('channels stay first between convolutions: one transpose in, one out', () => {
    const image = [{ dtype: 'float32', shape: [1, 6, 6, 3] }] as const;
    const filter = tf.ones([3, 3, 3, 3]) as tf.Tensor4D;
    const conv = (x: tf.Tensor) => tf.relu(tf.add(tf.conv2d(x as tf.Tensor4D, filter, 1, 'same'), tf.ones([3])));
    const graph = trace((x) => conv(conv(conv(x as tf.Tensor))), image);
    expect(ops(graph).filter((op) => op === 'Transpose')).toHaveLength(2);
    filter.dispose();
  });

  test('a residual sum over a pooled operand is brought back to blocks, and computes the same', async () => {
    const executor = await createOnnxRuntimeNode();
    const filters = tf.randomNormal([1, 1, 12, 24], 0, 1, 'float32', 7) as tf.Tensor4D;
    const block = (x?: tf.Tensor) => {
      const pooled = tf.maxPool(tf.conv2d(x as tf.Tensor4D, filters, 1, 'same'), 2, 2, 'same');
      const wider = tf.pad(pooled, [
        [0, 0],
        [0, 0],
        [0, 0],
        [0, 24],
      ]);
      const strided = tf.conv2d(pooled, tf.ones<tf.Rank.R4>([1, 1, 24, 48]), 1, 'same');
      return tf.relu(tf.add(strided, wider));
    };
    const input = randomInput([1, 6, 6, 12], -1, 1, 3);
    const graph = trace(block, [input]);
    const before = ops(graph).length;
    blockResiduals(graph);
    expect(ops(graph)).toHaveLength(before + 1);
    const compiled = await compile(block, [input], { executor, freeBatch: false });
    expect(worstError(eager(block, input), await compiled.run(input))).toBeLessThan(1e-5);
    await compiled.release();
    filters.dispose();
  });

  test('a sum that broadcasts over a single pooled channel is left alone', () => {
    const one = tf.ones<tf.Rank.R4>([1, 1, 3, 1]);
    const three = tf.ones<tf.Rank.R4>([1, 1, 3, 3]);
    const image = [{ dtype: 'float32', shape: [1, 6, 6, 3] }] as const;
    const graph = trace((x) => {
      const pooled = tf.maxPool(tf.conv2d(x as tf.Tensor4D, one, 1, 'same'), 1, 1, 'same');
      return tf.add(tf.conv2d(x as tf.Tensor4D, three, 1, 'same'), pooled);
    }, image);
    const before = ops(graph).length;
    blockResiduals(graph);
    expect(ops(graph)).toHaveLength(before);
    tf.dispose([one, three]);
  });
});

describe('a free batch dimension', () => {
  const batch = [{ dtype: 'float32', shape: [1, 4] }] as const;

  test('is named in the ports, also where it is multiplied', () => {
    const graph = traceFreeBatch((x) => [tf.relu(x as tf.Tensor), tf.reshape(x as tf.Tensor, [-1, 2])], batch);
    expect(graph.inputs[0]?.shape).toEqual(['N', 4]);
    expect(graph.outputs.map((output) => output.shape)).toEqual([
      ['N', 4],
      ['Nx2', 2],
    ]);
  });

  test('is refused where the graph itself depends on it', () => {
    const perRow = (x?: tf.Tensor) => tf.addN(tf.unstack(x as tf.Tensor));
    expect(() => traceFreeBatch(perRow, batch)).toThrow(FixedBatchError);
    expect(() => traceFreeBatch((x) => tf.mul(x as tf.Tensor, x?.shape[0] as number), batch)).toThrow(
      /other than in proportion/,
    );
  });

  test('recording ends even when nothing is recorded', () => {
    expect(record(() => 7)).toBe(7);
  });
});
