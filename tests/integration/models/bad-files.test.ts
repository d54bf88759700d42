import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Graph } from '../../../models/runtime/graph.ts';
import { encodeOnnxModel } from '../../../models/runtime/onnx-model.ts';
import { ProtobufWriter } from '../../../models/runtime/protobuf.ts';
import { asTrained, frFeature, group, scratchApp } from './scratch-app.ts';

const scratch = scratchApp();
const { value, refused, importedFolders, state } = scratch;
beforeAll(scratch.open);
afterAll(scratch.remove);

/** A file with an image input and one vector out, by the nodes that `build` adds. */
function network(
  build: (graph: Graph, image: string) => string,
  shape: (number | string)[] = [1, 3, 112, 112],
  output: (number | string)[] = [1, 512],
): Uint8Array {
  const graph = new Graph();
  graph.inputs.push({ name: 'image', dtype: 'float32', shape });
  graph.outputs.push({ name: 'vector', dtype: 'float32', shape: output, value: build(graph, 'image') });
  return encodeOnnxModel(graph);
}
const flat = (graph: Graph, x: string) => graph.node('Flatten', [x]);

function withExternalData(): Uint8Array {
  const model = new ProtobufWriter();
  model.int(1, 8);
  model.message(7, (g) =>
    g.message(5, (t) => {
      t.int(1, 2);
      t.int(2, 1);
      t.string(8, 'w');
      t.message(13, (e) => {
        e.string(1, 'location');
        e.string(2, 'weights.bin');
      });
    }),
  );
  return model.finish();
}

describe('a file that is no network of faces is refused in one sentence, and the app goes on', () => {
  test.each<[string, () => Uint8Array, RegExp]>([
    [
      'truncated',
      () => frFeature.subarray(0, 1_000_000),
      /^BAD_MODEL: The ONNX file is cut off: copy or download it again\.$/,
    ],
    ['not ONNX', () => group, /^BAD_MODEL: This is not an ONNX file\.$/],
    [
      'external data missing',
      withExternalData,
      /^BAD_MODEL: The numbers of "w" lie outside the file, in "weights\.bin": save the model as one file/,
    ],
    [
      'an operation that does not exist',
      () => network((g, x) => g.node('FaceMagic', [flat(g, x)])),
      /^BAD_MODEL: The ONNX runtime cannot run this network: .*FaceMagic[^\n]*\.$/,
    ],
    [
      'an input that is no image',
      () => network((_, x) => x, [1, 512], [1, 512]),
      /^BAD_MODEL: The input "image" has the shape \[1, 512\], where \[1, 3, side, side\] or/,
    ],
    [
      'an input that is not square',
      () => network(flat, [1, 3, 112, 96], [1, 32256]),
      /^BAD_MODEL: The input "image" has the shape/,
    ],
    [
      'an output that is no vector',
      () => network((g, x) => g.node('Relu', [x]), undefined, [1, 3, 112, 112]),
      /^BAD_MODEL: The first output "vector" has the shape \[1, 3, 112, 112\]/,
    ],
    [
      'wrong shapes inside',
      () => network((g, x) => g.node('Gemm', [flat(g, x), g.constant(new Float32Array(20), [4, 5], 'float32')])),
      /^BAD_MODEL: The ONNX runtime cannot run this network: [^\n]*\.$/,
    ],
    [
      'the same answer for everybody',
      () =>
        network(
          (g, x) =>
            g.node('Add', [
              g.node('Mul', [g.node('Flatten', [g.node('GlobalAveragePool', [x])]), g.float(0)]),
              g.float(1),
            ]),
          undefined,
          [1, 3],
        ),
      /^BAD_MODEL: The network does not tell the sample faces apart/,
    ],
  ])('%s', async (_, make, sentence) => {
    expect(await refused({ onnx: make() })).toMatch(sentence);
    expect(importedFolders()).toEqual([]);
  });

  test('a file that crashes the native library takes its own engine process with it, nothing else', async () => {
    const before = await value('identify.image', { image: group });
    state.crash = true;
    expect(await refused({ onnx: frFeature, ...asTrained })).toBe(
      'BAD_MODEL: The file crashed the ONNX runtime, in a process of its own; it was not taken in.',
    );
    state.crash = false;
    expect(importedFolders()).toEqual([]);
    expect((await value('identify.image', { image: group })).faces).toHaveLength(before.faces.length);
  });
});
