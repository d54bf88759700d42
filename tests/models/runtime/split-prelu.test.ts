import { describe, expect, test } from 'vitest';
import { createOnnxRuntimeNode } from '../../../main/engine/backends/onnxruntime-node.ts';
import { Graph } from '../../../models/runtime/graph.ts';
import { encodeOnnxModel } from '../../../models/runtime/onnx-model.ts';
import { protobufFields } from '../../../models/runtime/protobuf-reader.ts';
import { splitPrelu } from '../../../models/runtime/split-prelu.ts';

const shape = [1, 3, 4, 5] as const;

/** A file of two PRelus with a slope a channel: below 0, between, and above 1. */
function fileWithPrelu(): Uint8Array {
  const graph = new Graph();
  graph.inputs.push({ name: 'x', dtype: 'float32', shape });
  const slope = graph.constant(Float32Array.of(-0.5, 0.25, 1.5), [3, 1, 1], 'float32');
  const first = graph.node('PRelu', ['x', slope]);
  const second = graph.node('PRelu', [graph.node('Neg', [first]), slope]);
  graph.outputs.push({ name: 'y', dtype: 'float32', shape, value: second });
  return encodeOnnxModel(graph, { metadata: { licence: 'kept' } });
}

const latin = (bytes: Uint8Array) => new TextDecoder('latin1').decode(bytes);

describe('PRelu split into vectorised operations', () => {
  test('computes the same, and keeps the rest of the file', async () => {
    const file = fileWithPrelu();
    const split = splitPrelu(file);
    expect(latin(file)).toContain('PRelu');
    expect(latin(split)).not.toContain('PRelu');
    expect(latin(split)).toContain('licence');
    const data = Float32Array.from({ length: 60 }, (_, i) => Math.sin(i * 12.9898) * 3);
    const results: number[][] = [];
    const executor = await createOnnxRuntimeNode();
    for (const bytes of [file, split]) {
      const session = await executor.open(bytes);
      const { y } = await session.run({ x: { dtype: 'float32', shape: [...shape], data } });
      results.push(Array.from(y!.data));
      await session.release();
    }
    const [expected, actual] = results as [number[], number[]];
    for (const [i, value] of actual.entries()) expect(value).toBeCloseTo(expected[i]!, 5);
  });

  test('a file without PRelu comes back as it is', () => {
    const graph = new Graph();
    graph.inputs.push({ name: 'x', dtype: 'float32', shape });
    graph.outputs.push({ name: 'y', dtype: 'float32', shape, value: graph.node('Relu', ['x']) });
    const file = encodeOnnxModel(graph);
    expect(splitPrelu(file)).toBe(file);
  });

  test('a file cut off, and one that is something else, are refused', () => {
    const file = fileWithPrelu();
    expect(() => splitPrelu(file.subarray(0, file.length - 3))).toThrow(/cut off/);
    expect(() => [...protobufFields(new TextEncoder().encode('<html>'))]).toThrow(RangeError);
  });
});
