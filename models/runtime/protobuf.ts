/**
 * Writes the protocol buffer wire format: just the parts that an ONNX file needs.
 * https://protobuf.dev/programming-guides/encoding
 */
export class ProtobufWriter {
  private bytesWritten = new Uint8Array(256);
  private length = 0;

  /** A varint field: int32, int64, bool or an enumeration; negative numbers take ten bytes, as the format asks. */
  int(field: number, value: number): void {
    this.tag(field, VARINT);
    this.varint(value);
  }

  float(field: number, value: number): void {
    this.tag(field, FIXED32);
    this.append(new Uint8Array(Float32Array.of(value).buffer));
  }

  string(field: number, value: string): void {
    this.bytes(field, new TextEncoder().encode(value));
  }

  bytes(field: number, value: Uint8Array): void {
    this.tag(field, LENGTH_DELIMITED);
    this.varint(value.length);
    this.append(value);
  }

  message(field: number, write: (writer: ProtobufWriter) => void): void {
    const nested = new ProtobufWriter();
    write(nested);
    this.bytes(field, nested.finish());
  }

  /** A field as `protobufFields` read it, unchanged. */
  copy(field: { readonly raw: Uint8Array }): void {
    this.append(field.raw);
  }

  finish(): Uint8Array {
    return this.bytesWritten.subarray(0, this.length);
  }

  private tag(field: number, wireType: number): void {
    this.varint(field * 8 + wireType);
  }

  private varint(value: number): void {
    this.reserve(10);
    if (value >= 0) {
      let rest = value;
      while (rest >= 128) {
        this.bytesWritten[this.length++] = (rest % 128) | 128;
        rest = Math.floor(rest / 128);
      }
      this.bytesWritten[this.length++] = rest;
      return;
    }
    let rest = BigInt.asUintN(64, BigInt(value));
    while (rest >= 128n) {
      this.bytesWritten[this.length++] = Number(rest & 127n) | 128;
      rest >>= 7n;
    }
    this.bytesWritten[this.length++] = Number(rest);
  }

  private append(bytes: Uint8Array): void {
    this.reserve(bytes.length);
    this.bytesWritten.set(bytes, this.length);
    this.length += bytes.length;
  }

  private reserve(more: number): void {
    if (this.length + more <= this.bytesWritten.length) return;
    const grown = new Uint8Array(Math.max(this.bytesWritten.length * 2, this.length + more));
    grown.set(this.bytesWritten.subarray(0, this.length));
    this.bytesWritten = grown;
  }
}

const VARINT = 0;
const LENGTH_DELIMITED = 2;
const FIXED32 = 5;
