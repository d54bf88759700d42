import { ONNX_TYPE } from './onnx-model.ts';
import { ProtobufWriter } from './protobuf.ts';
import { type ProtobufField, protobufFields, textOf } from './protobuf-reader.ts';

/** Field numbers of onnx.proto (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto). */
const MODEL_GRAPH = 7;
const GRAPH = { node: 1, initializer: 5 };
const NODE = { input: 1, output: 2, name: 3, op: 4 };
const TENSOR = { type: 2, name: 8 };

const ONE = 'split_prelu_one';

/**
 * Rewrites every `PRelu` of an ONNX file whose slope is a float32 constant a as `a·x + (1 − a)·Relu(x)`: the same function of finite x,
 * within rounding. ONNX Runtime's processor kernel of PRelu branches on each number and is several times slower on real activations, whose
 * signs no branch predictor knows, than these four vectorised operations (docs/benchmarks.md). Everything else in the file is copied as it is.
 *
 * @returns the given bytes where there is nothing to rewrite
 * @throws {RangeError} when the bytes are not a protocol buffer message or are cut off
 */
export function splitPrelu(onnx: Uint8Array): Uint8Array {
  const fields = [...protobufFields(onnx)];
  const graph = fields.find(({ field }) => field === MODEL_GRAPH);
  if (graph === undefined) return onnx;
  const parts = [...protobufFields(graph.bytes)];
  const constants = new Set(parts.filter(({ field }) => field === GRAPH.initializer).flatMap(floatName));
  const isSplit = (part: ProtobufField): boolean => {
    if (part.field !== GRAPH.node) return false;
    const node = namesOf(part);
    return node.op === 'PRelu' && constants.has(node.inputs[1] ?? '');
  };
  if (!parts.some(isSplit)) return onnx;
  const model = new ProtobufWriter();
  for (const field of fields) {
    if (field !== graph) model.copy(field);
    else
      model.message(MODEL_GRAPH, (w) => {
        for (const part of parts) {
          if (isSplit(part)) writeSplit(w, namesOf(part));
          else w.copy(part);
        }
        w.message(GRAPH.initializer, (t) => {
          t.int(TENSOR.type, ONNX_TYPE.float32);
          t.string(TENSOR.name, ONE);
          t.bytes(9, new Uint8Array(Float32Array.of(1).buffer));
        });
      });
  }
  return model.finish();
}

function writeSplit(w: ProtobufWriter, { inputs: [x = '', slope = ''], outputs: [y = ''] }: NodeNames): void {
  const node = (op: string, from: readonly string[], to: string): string => {
    w.message(GRAPH.node, (n) => {
      for (const input of from) n.string(NODE.input, input);
      n.string(NODE.output, to);
      n.string(NODE.name, to);
      n.string(NODE.op, op);
    });
    return to;
  };
  const below = node('Mul', [x, slope], `${y}_below`);
  const above = node('Mul', [node('Relu', [x], `${y}_relu`), node('Sub', [ONE, slope], `${y}_rest`)], `${y}_above`);
  node('Add', [below, above], y);
}

interface NodeNames {
  readonly op: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}

function namesOf(node: ProtobufField): NodeNames {
  const fields = [...protobufFields(node.bytes)];
  const texts = (wanted: number): string[] => fields.filter(({ field }) => field === wanted).map(textOf);
  return { op: texts(NODE.op)[0] ?? '', inputs: texts(NODE.input), outputs: texts(NODE.output) };
}

/** The name of an initializer, if it is of float32. */
function floatName(initializer: ProtobufField): string[] {
  const fields = [...protobufFields(initializer.bytes)];
  const isFloat = fields.some(({ field, bits }) => field === TENSOR.type && Number(bits) === ONNX_TYPE.float32);
  return isFloat ? fields.filter(({ field }) => field === TENSOR.name).map(textOf) : [];
}
