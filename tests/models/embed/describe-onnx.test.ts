import { describe, expect, test } from 'vitest';
import { CHIPS, chipFor } from '../../../models/embed/chips.ts';
import { type Described, inputRecordOf } from '../../../models/embed/describe-onnx.ts';
import type { OnnxFile, OnnxPort } from '../../../models/runtime/read-onnx.ts';

const port = (name: string, shape: OnnxPort['shape'], dtype: OnnxPort['dtype'] = 'float32'): OnnxPort => ({
  name,
  shape,
  dtype,
});
const file = (
  input: OnnxPort['shape'],
  metadata: Record<string, string> = {},
  changes: Partial<OnnxFile> = {},
): OnnxFile => ({
  irVersion: 8,
  opsets: new Map([['', 17]]),
  producer: '',
  nodes: [],
  initializers: new Map(),
  metadata: new Map(Object.entries(metadata)),
  inputs: [port('image', input)],
  outputs: [port('vector', ['N', 128])],
  ...changes,
});
const of = (input: OnnxPort['shape'], said: Described = {}, metadata: Record<string, string> = {}) =>
  inputRecordOf(file(input, metadata), said);

describe('what a network wants to see', () => {
  test('is ArcFace’s where nothing is said', () => {
    expect(of(['N', 3, 112, 112])).toEqual({
      inputSize: 112,
      layout: 'nchw',
      channelOrder: 'rgb',
      mean: 127.5,
      std: 127.5,
      chip: CHIPS['arcface-5pt'].points,
      mirrorAverage: false,
    });
  });

  test('is read from the shape, then from metadata, and what is said goes first', () => {
    expect(of([1, 150, 150, 3])).toMatchObject({ inputSize: 150, layout: 'nhwc' });
    expect(of(['N', 'c', 'h', 'w'], { layout: 'nchw', size: 128 })).toMatchObject({ inputSize: 128, layout: 'nchw' });
    const metadata = {
      'threshold.channels': 'bgr',
      'threshold.mean': '0',
      'threshold.std': '-1',
      'threshold.chip': 'dlib',
      'threshold.mirror': 'true',
    };
    expect(of([1, 3, 112, 112], {}, metadata)).toMatchObject({
      channelOrder: 'bgr',
      mean: 0,
      std: 127.5,
      chip: chipFor('dlib', 112),
      mirrorAverage: true,
    });
    expect(of([1, 3, 112, 112], { channels: 'rgb', mean: 5 }, metadata)).toMatchObject({
      channelOrder: 'rgb',
      mean: 5,
    });
  });

  test('an alignment keeps its place in a chip of another side', () => {
    expect(chipFor('arcface-5pt', 112)).toEqual(CHIPS['arcface-5pt'].points);
    expect(chipFor('arcface-5pt', 224)[0]).toEqual({ x: 77.08, y: 103.9 });
  });

  test.each<[string, OnnxPort['shape'], Described, RegExp]>([
    ['no image', [1, 512], {}, /shape \[1, 512\]/],
    ['no shape', null, {}, /no shape/],
    ['grey images', [1, 1, 112, 112], {}, /shape/],
    ['not square', [1, 3, 112, 96], {}, /shape/],
    ['a free size', ['N', 3, 'h', 'w'], {}, /give its size \(--size\)/],
    ['a free layout', ['N', 'a', 'b', 'c'], { size: 112 }, /give its layout \(--layout\)/],
    ['another size than was said', [1, 3, 112, 112], { size: 128 }, /112×112, not of 128×128/],
    ['too small', [1, 3, 8, 8], {}, /only 16 to 1024/],
    ['said to be of the other layout', [1, 3, 112, 112], { layout: 'nhwc' }, /shape/],
  ])('refused: %s', (_, shape, said, words) => {
    expect(() => of(shape, said)).toThrow(words);
  });

  test('refused: two inputs, other types, no output, feature maps', () => {
    const image = port('image', [1, 3, 112, 112]);
    const refusal = (changes: Partial<OnnxFile>) => () => inputRecordOf(file(image.shape, {}, changes), {});
    expect(refusal({ inputs: [image, image] })).toThrow(/has 2/);
    expect(refusal({ inputs: [port('image', [1, 3, 112, 112], 'float16')] })).toThrow(/float16/);
    expect(refusal({ outputs: [] })).toThrow(/no output/);
    expect(refusal({ outputs: [port('y', [1, 512], 'int64')] })).toThrow(/int64/);
    expect(refusal({ outputs: [port('y', [1, 512, 7, 7])] })).toThrow(/one vector a face/);
    expect(refusal({ outputs: [port('y', [1, 512, 1, 1])] })).not.toThrow();
  });
});
