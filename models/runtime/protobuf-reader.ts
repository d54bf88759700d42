/** One field of a message in the protocol buffer wire format, undecoded beyond its wire type. */
export interface ProtobufField {
  readonly field: number;
  /** A varint or fixed-width field's integer bits; 0 for a length-delimited one. */
  readonly bits: bigint;
  /** A length-delimited field's content (a view, not a copy); empty otherwise. */
  readonly bytes: Uint8Array;
  /** The whole field as written, tag included: what a rewriter copies through. */
  readonly raw: Uint8Array;
}

/**
 * The fields of a message in the order written. Fields of a kind that the reader does not know come through as any other: a file written by
 * a newer tool keeps everything when it is rewritten.
 * https://protobuf.dev/programming-guides/encoding
 * @throws {RangeError} when the bytes end within a field or are not a message
 */
export function* protobufFields(message: Uint8Array): Generator<ProtobufField> {
  let at = 0;
  const varint = (): bigint => {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = message[at++];
      if (byte === undefined) throw cutOff();
      value |= BigInt(byte & 127) << shift;
      if (byte < 128) return BigInt.asUintN(64, value);
    }
    throw new RangeError('A number in the file is longer than ten bytes: this is not a protocol buffer message.');
  };
  const take = (length: number): Uint8Array => {
    if (length > message.length - at) throw cutOff();
    at += length;
    return message.subarray(at - length, at);
  };
  while (at < message.length) {
    const start = at;
    const tag = Number(varint());
    const [field, wireType] = [Math.floor(tag / 8), tag % 8];
    let bits = 0n;
    let bytes: Uint8Array = message.subarray(at, at);
    if (wireType === 0) bits = varint();
    else if (wireType === 1) bits = littleEndian(take(8));
    else if (wireType === 2) bytes = take(Number(varint()));
    else if (wireType === 5) bits = littleEndian(take(4));
    else throw new RangeError(`Wire type ${wireType} is not in use: this is not a protocol buffer message.`);
    if (field === 0) throw new RangeError('Field 0 does not exist: this is not a protocol buffer message.');
    yield { field, bits, bytes, raw: message.subarray(start, at) };
  }
}

const cutOff = (): RangeError => new RangeError('The file ends in the middle of a field: it is cut off.');

const littleEndian = (bytes: Uint8Array): bigint => bytes.reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n);

const decoder = new TextDecoder();

/** A length-delimited field's content as text. */
export const textOf = (field: ProtobufField): string => decoder.decode(field.bytes);

/** The signed integers of a repeated int32 or int64 field: one, or all of them where the writer packed them. */
export function packedVarints({ raw, bits, bytes }: ProtobufField): bigint[] {
  // The tags of all fields that hold such lists take one byte.
  if ((raw[0] as number) % 8 !== 2) return [BigInt.asIntN(64, bits)];
  const values: bigint[] = [];
  let value = 0n;
  let shift = 0n;
  for (const byte of bytes) {
    value |= BigInt(byte & 127) << shift;
    shift += 7n;
    if (byte >= 128) continue;
    values.push(BigInt.asIntN(64, value));
    value = 0n;
    shift = 0n;
  }
  if (shift > 0n) throw cutOff();
  return values;
}
