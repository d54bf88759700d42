import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Graph } from '../../../../models/runtime/graph.ts';
import { OnnxError } from '../../../../models/runtime/onnx-error.ts';
import { encodeOnnxModel } from '../../../../models/runtime/onnx-model.ts';
import { ProtobufWriter } from '../../../../models/runtime/protobuf.ts';
import { readOnnx } from '../../../../models/runtime/read-onnx.ts';

/** A file of one initializer, written by `tensor`, beside one Relu. */
function fileWith(tensor: (w: ProtobufWriter) => void, { ir = 8, opset = 17 } = {}): Uint8Array {
  const model = new ProtobufWriter();
  model.int(1, ir);
  model.message(7, (g) => {
    g.message(1, (n) => {
      n.string(1, 'x');
      n.string(2, 'y');
      n.string(4, 'Relu');
    });
    g.message(5, tensor);
  });
  model.message(8, (o) => o.int(2, opset));
  return model.finish();
}

const bytesOf = (array: { buffer: ArrayBufferLike }) => new Uint8Array(array.buffer);

/** Reads one tensor's numbers out of a file of it. */
const readBack = (write: (w: ProtobufWriter) => void) => {
  const tensor = readOnnx(fileWith(write)).initializers.get('w');
  return { dtype: tensor?.dtype, shape: tensor?.shape, data: [...(tensor?.data ?? [])] };
};
const header = (w: ProtobufWriter, type: number, ...shape: number[]) => {
  for (const length of shape) w.int(1, length);
  w.int(2, type);
  w.string(8, 'w');
};

describe('an ONNX file', () => {
  test('gives its graph back', () => {
    const graph = new Graph();
    graph.inputs.push({ name: 'image', dtype: 'float32', shape: ['N', 3, 4, 4] });
    const filter = graph.constant(Float32Array.of(1, 2, 3), [1, 3, 1, 1], 'float32');
    const y = graph.node('Conv', ['image', filter], {
      pads: [0, 0, 0, 0],
      group: 1,
      auto_pad: 'NOTSET',
      alpha: { float: 0.5 },
    });
    graph.outputs.push({ name: 'y', dtype: 'float32', shape: ['N', 1, 4, 4], value: y });
    const file = readOnnx(encodeOnnxModel(graph, { metadata: { licence: 'MIT', 名: '值' } }));
    expect(file).toMatchObject({ irVersion: 8, producer: 'threshold' });
    expect([...file.opsets]).toEqual([['', 17]]);
    expect([...file.metadata]).toEqual([
      ['licence', 'MIT'],
      ['名', '值'],
    ]);
    expect(file.inputs).toEqual([{ name: 'image', dtype: 'float32', shape: ['N', 3, 4, 4] }]);
    expect(file.outputs).toEqual([{ name: 'y', dtype: 'float32', shape: ['N', 1, 4, 4] }]);
    expect(file.nodes.map(({ op }) => op)).toEqual(['Conv']);
    expect(Object.fromEntries(file.nodes[0]?.attributes ?? [])).toEqual({
      pads: [0, 0, 0, 0],
      group: 1,
      auto_pad: 'NOTSET',
      alpha: 0.5,
    });
    expect([...file.initializers.values()]).toEqual([
      { name: filter, dtype: 'float32', shape: [1, 3, 1, 1], data: Float32Array.of(1, 2, 3) },
    ]);
  });

  test.each([
    ['float32, raw', 1, (w: ProtobufWriter) => w.bytes(9, bytesOf(Float32Array.of(1.5, -2))), [1.5, -2]],
    ['float32, typed and packed', 1, (w: ProtobufWriter) => w.bytes(4, bytesOf(Float32Array.of(1.5, -2))), [1.5, -2]],
    ['float32, one by one', 1, (w: ProtobufWriter) => [1.5, -2].map((x) => w.float(4, x)), [1.5, -2]],
    ['float16, raw', 10, (w: ProtobufWriter) => w.bytes(9, bytesOf(Uint16Array.of(0x3e00, 0xc000))), [1.5, -2]],
    [
      'float16 subnormal and infinite, typed',
      10,
      (w: ProtobufWriter) => [1, 0xfc00].map((x) => w.int(5, x)),
      [2 ** -24, Number.NEGATIVE_INFINITY],
    ],
    ['float64, raw', 11, (w: ProtobufWriter) => w.bytes(9, bytesOf(Float64Array.of(1.5, -2))), [1.5, -2]],
    ['float64, typed', 11, (w: ProtobufWriter) => w.bytes(10, bytesOf(Float64Array.of(1.5, -2))), [1.5, -2]],
    ['int32, raw', 6, (w: ProtobufWriter) => w.bytes(9, bytesOf(Int32Array.of(7, -7))), [7, -7]],
    ['int32, packed', 6, (w: ProtobufWriter) => w.bytes(5, Uint8Array.of(7, 8)), [7, 8]],
    ['int64, raw', 7, (w: ProtobufWriter) => w.bytes(9, bytesOf(BigInt64Array.of(7n, -7n))), [7, -7]],
    ['int64, one by one', 7, (w: ProtobufWriter) => [7, -7].map((x) => w.int(7, x)), [7, -7]],
    ['bool, raw', 9, (w: ProtobufWriter) => w.bytes(9, Uint8Array.of(1, 0)), [1, 0]],
    ['int8, raw', 3, (w: ProtobufWriter) => w.bytes(9, Uint8Array.of(1, 255)), [1, -1]],
  ])('tensors: %s', (_, type, write, data) => {
    expect(
      readBack((w) => {
        header(w, type, 2);
        write(w);
      }),
    ).toMatchObject({ shape: [2], data });
  });
});

describe('a file that cannot be used is refused in one sentence', () => {
  const problem = (bytes: Uint8Array): [string, string] => {
    try {
      readOnnx(bytes);
    } catch (error) {
      if (error instanceof OnnxError) return [error.problem, error.message];
      throw error;
    }
    return ['none', ''];
  };
  const good = fileWith((w) => {
    header(w, 1, 2);
    w.bytes(9, bytesOf(Float32Array.of(1, 2)));
  });

  test('cut off, at every byte', () => {
    for (let length = 1; length < good.length - 5; length++)
      expect(['truncated', 'not-onnx']).toContain(problem(good.subarray(0, length))[0]);
    expect(problem(good.subarray(0, good.length - 10))).toEqual([
      'truncated',
      'The ONNX file is cut off: copy or download it again.',
    ]);
  });

  test('another kind of file', () => {
    for (const text of ['', '<html>', '%PDF-1.7', 'PK\u0003\u0004zip', '{"a":1}', '\u0089PNG\r\n', 'GIF89a'])
      expect(problem(new TextEncoder().encode(text))).toEqual(['not-onnx', 'This is not an ONNX file.']);
    expect(problem(Uint8Array.of(0xff, 0xd8, 0xff))[0]).toBe('not-onnx');
  });

  test('weights in another file', () => {
    const outside = fileWith((w) => {
      header(w, 1, 2);
      w.message(13, (e) => {
        e.string(1, 'location');
        e.string(2, 'weights.bin');
      });
      w.int(14, 1);
    });
    expect(problem(outside)).toEqual(['external-data', expect.stringMatching(/"weights\.bin".*as one file/)]);
  });

  test('of a newer ONNX, of types that are not read, with numbers that do not fit', () => {
    const empty = (w: ProtobufWriter) => header(w, 1, 0);
    expect(problem(fileWith(empty, { ir: 99 }))).toEqual(['too-new', expect.stringContaining('file format 99')]);
    expect(problem(fileWith(empty, { opset: 99 }))).toEqual(['too-new', expect.stringContaining('operator set 99')]);
    expect(problem(fileWith((w) => header(w, 16, 2)))).toEqual(['element-type', expect.stringContaining('bfloat16')]);
    expect(
      problem(
        fileWith((w) => {
          header(w, 1, 3);
          w.bytes(9, bytesOf(Float32Array.of(1, 2)));
        }),
      ),
    ).toEqual(['malformed', expect.stringContaining('[3]')]);
  });

  test('whatever is done to its bytes, a file is read or refused, never anything else', () => {
    const graph = new Graph();
    graph.inputs.push({ name: 'image', dtype: 'float32', shape: ['N', 3, 4, 4] });
    const filter = graph.constant(Float32Array.from({ length: 27 }, Math.sqrt), [1, 3, 3, 3], 'float32');
    const y = graph.node('Conv', ['image', filter], { pads: [0, 1, 0, 1], alpha: { float: 0.5 } });
    graph.outputs.push({ name: 'y', dtype: 'float32', shape: ['N', 1, 2, 4], value: y });
    const file = encodeOnnxModel(graph, { metadata: { licence: 'MIT' } });
    const change = fc.record({ at: fc.nat({ max: file.length - 1 }), byte: fc.nat({ max: 255 }) });
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 8 }), (changes) => {
        const broken = file.slice();
        for (const { at, byte } of changes) broken[at] = byte;
        problem(broken);
      }),
      { numRuns: 3000, seed: 20_26 },
    );
  });
});
