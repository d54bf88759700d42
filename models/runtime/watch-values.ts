import { ProtobufWriter } from './protobuf.ts';
import { protobufFields, textOf } from './protobuf-reader.ts';
import { readOnnx } from './read-onnx.ts';

/**
 * An ONNX file that also puts out these values of its graph. Two messages one after the other are one in which repeated fields are joined
 * (https://protobuf.dev/programming-guides/encoding, "Last One Wins"), so a graph of nothing but outputs is appended; ONNX Runtime infers
 * their types and shapes.
 * @throws RangeError for a value that no node makes; OnnxError where the file cannot be read
 */
export function watchValues(onnx: Uint8Array, names: readonly string[]): Uint8Array {
  const { nodes, outputs } = readOnnx(onnx);
  const made = new Set(nodes.flatMap((node) => node.outputs));
  const known = new Set(outputs.map(({ name }) => name));
  const missing = names.find((name) => !made.has(name));
  if (missing !== undefined) throw new RangeError(`No node makes a value "${missing}".`);
  const wanted = [...new Set(names)].filter((name) => !known.has(name));
  if (wanted.length === 0) return onnx;
  const added = new ProtobufWriter();
  added.message(7, (graph) => {
    for (const name of wanted) graph.message(12, (port) => port.string(1, name));
  });
  const more = added.finish();
  const joined = new Uint8Array(onnx.length + more.length);
  joined.set(onnx);
  joined.set(more, onnx.length);
  return joined;
}

/** The other way: an ONNX file that puts out these of its outputs alone, so that the runtime may join what lies between. */
export function onlyOutputs(onnx: Uint8Array, names: ReadonlySet<string>): Uint8Array {
  const file = new ProtobufWriter();
  for (const field of protobufFields(onnx)) {
    if (field.field !== 7) file.copy(field);
    else
      file.message(7, (graph) => {
        for (const part of protobufFields(field.bytes))
          if (part.field !== 12 || names.has(nameOf(part.bytes))) graph.copy(part);
      });
  }
  return file.finish();
}

/** Of a ValueInfoProto. */
function nameOf(bytes: Uint8Array): string {
  for (const field of protobufFields(bytes)) if (field.field === 1) return textOf(field);
  return '';
}
