import { halfToFloat } from './half.ts';
import { OnnxError } from './onnx-error.ts';
import { type ProtobufField, packedVarints, protobufFields, textOf } from './protobuf-reader.ts';
import { sizeOf } from './shapes.ts';

/** Element types that are read, by their number in TensorProto.DataType. */
const TYPES = {
  1: 'float32',
  2: 'uint8',
  3: 'int8',
  6: 'int32',
  7: 'int64',
  9: 'bool',
  10: 'float16',
  11: 'float64',
} as const;

/** Names for a refusal, in the order of TensorProto.DataType. */
const ALL_TYPES =
  'undefined float32 uint8 int8 uint16 int16 int32 int64 string bool float16 float64 uint32 uint64 complex64 complex128 bfloat16 float8e4m3fn float8e4m3fnuz float8e5m2 float8e5m2fnuz uint4 int4 float4e2m1'.split(
    ' ',
  );

export type OnnxElementType = (typeof TYPES)[keyof typeof TYPES];

/**
 * A tensor of a file. float16 and float64 are read as float32; int64 as doubles, exact to 2^53 and beyond that only
 * used as "to the end"; the 8-bit integers as int32; bool as 0 and 1. `dtype` is the type in the file.
 */
export interface OnnxTensor {
  readonly name: string;
  readonly dtype: OnnxElementType;
  readonly shape: readonly number[];
  readonly data: Float32Array | Int32Array | Uint8Array | Float64Array;
}

/** @throws OnnxError for a type that is not read, naming it and what has it */
export function elementType(number: number, owner: string): OnnxElementType {
  const type = (TYPES as Record<number, OnnxElementType>)[number];
  if (type) return type;
  const name = ALL_TYPES[number] ?? `number ${number}`;
  throw new OnnxError(
    'element-type',
    `"${owner}" is of the type ${name}, which is not supported: convert the model to float32.`,
  );
}

/**
 * Reads a TensorProto, whichever of its fields holds the numbers.
 * @throws OnnxError where the data lies in another file, its type is not read, or it does not fill its shape
 */
export function readTensor(bytes: Uint8Array): OnnxTensor {
  const fields = [...protobufFields(bytes)];
  const of = (number: number): ProtobufField[] => fields.filter(({ field }) => field === number);
  const name = of(8).map(textOf)[0] ?? '';
  if (of(13).length > 0 || of(14).some(({ bits }) => bits === 1n)) throw externalData(name, of(13));
  const dtype = elementType(Number(of(2)[0]?.bits ?? 0n), name);
  const shape = of(1).flatMap(packedVarints).map(Number);
  const raw = of(9)[0]?.bytes;
  const data = raw ? fromRaw(raw, dtype) : fromTyped(of, dtype);
  if (data === undefined || shape.some((length) => length < 0) || data.length !== sizeOf(shape))
    throw new OnnxError(
      'malformed',
      `The numbers of "${name}" do not fill its shape [${shape.join(', ')}]: the file is damaged.`,
    );
  return { name, dtype, shape, data };
}

function externalData(name: string, entries: readonly ProtobufField[]): OnnxError {
  const pairs = entries.map(({ bytes }) => [...protobufFields(bytes)].map(textOf));
  const file = pairs.find(([key]) => key === 'location')?.[1] ?? 'another file';
  return new OnnxError(
    'external-data',
    `The numbers of "${name}" lie outside the file, in "${file}": save the model as one file (onnx.save with save_as_external_data=False) and choose that.`,
  );
}

const WIDTH: Readonly<Record<OnnxElementType, number>> = {
  float32: 4,
  uint8: 1,
  int8: 1,
  int32: 4,
  int64: 8,
  bool: 1,
  float16: 2,
  float64: 8,
};

/** Little-endian bytes, as the format has them and every processor that this runs on. */
function fromRaw(raw: Uint8Array, dtype: OnnxElementType): OnnxTensor['data'] | undefined {
  if (raw.length % WIDTH[dtype] !== 0) return undefined;
  const { buffer } = raw.slice();
  if (dtype === 'float32') return new Float32Array(buffer);
  if (dtype === 'int32') return new Int32Array(buffer);
  if (dtype === 'bool') return new Uint8Array(buffer).map((x) => (x ? 1 : 0));
  if (dtype === 'uint8') return Int32Array.from(new Uint8Array(buffer));
  if (dtype === 'int8') return Int32Array.from(new Int8Array(buffer));
  if (dtype === 'float64') return Float32Array.from(new Float64Array(buffer));
  if (dtype === 'float16') return Float32Array.from(new Uint16Array(buffer), halfToFloat);
  return Float64Array.from(new BigInt64Array(buffer), Number);
}

/** float_data, int32_data (also bool, 8-bit integers and the bits of float16), int64_data, double_data. */
function fromTyped(of: (field: number) => ProtobufField[], dtype: OnnxElementType): OnnxTensor['data'] {
  if (dtype === 'float32') return new Float32Array(joined(of(4)).buffer);
  if (dtype === 'float64') return Float32Array.from(new Float64Array(joined(of(10)).buffer));
  if (dtype === 'int64') return Float64Array.from(of(7).flatMap(packedVarints), Number);
  const integers = of(5).flatMap(packedVarints).map(Number);
  if (dtype === 'float16') return Float32Array.from(integers, halfToFloat);
  return dtype === 'bool' ? Uint8Array.from(integers, (x) => (x ? 1 : 0)) : Int32Array.from(integers);
}

/** The bytes of fixed-width fields, packed into one field or with a tag each, in an array of their own. */
function joined(fields: readonly ProtobufField[]): Uint8Array<ArrayBuffer> {
  const parts = fields.map(({ raw, bytes }) => ((raw[0] as number) % 8 === 2 ? bytes : raw.subarray(1)));
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0) & ~3);
  let at = 0;
  for (const part of parts) {
    if (at + part.length > whole.length)
      throw new OnnxError('malformed', 'A list of numbers ends within a number: the file is damaged.');
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
