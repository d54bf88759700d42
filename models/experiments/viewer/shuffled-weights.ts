import { type Random, seededRandom } from '../../metrics/seeded-random.ts';
import { protobufFields } from '../../runtime/protobuf-reader.ts';

/**
 * The same ONNX file with the numbers of each float32 weight in another order: every shape, count and histogram stays, what was learnt goes.
 * TensorProto's fields: 2 its type, 4 floats, 9 raw bytes (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto).
 */
export function shuffledWeights(onnx: Uint8Array, seed: number): Uint8Array {
  const file = onnx.slice();
  const random = seededRandom(seed);
  for (const graph of protobufFields(file)) {
    if (graph.field !== 7) continue;
    for (const { field, bytes } of protobufFields(graph.bytes)) {
      if (field !== 5) continue;
      const parts = [...protobufFields(bytes)];
      const isFloat = parts.some((part) => part.field === 2 && part.bits === 1n);
      for (const part of parts)
        if (isFloat && (part.field === 9 || part.field === 4)) shuffleFloats(part.bytes, random);
    }
  }
  return file;
}

/** In place; four bytes are a number, wherever they begin. */
function shuffleFloats(bytes: Uint8Array, random: Random): void {
  const numbers = new Uint32Array(bytes.slice(0, bytes.length & ~3).buffer);
  for (let i = numbers.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [numbers[i], numbers[j]] = [numbers[j]!, numbers[i]!];
  }
  bytes.set(new Uint8Array(numbers.buffer));
}
