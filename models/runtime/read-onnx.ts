import { OnnxError } from './onnx-error.ts';
import { elementType, type OnnxElementType, type OnnxTensor, readTensor } from './onnx-tensor.ts';
import { type ProtobufField, packedVarints, protobufFields, textOf } from './protobuf-reader.ts';

/** An attribute's value; `undefined` for kinds that nothing here reads (a graph, a sparse tensor, a type). */
export type OnnxAttribute = number | string | readonly number[] | readonly string[] | OnnxTensor | undefined;

export interface OnnxNode {
  readonly op: string;
  /** '' is the standard operator set. */
  readonly domain: string;
  /** Its name, or that of its first output where the file gives none. */
  readonly name: string;
  /** '' stands for an optional input that is left out. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: ReadonlyMap<string, OnnxAttribute>;
}

/** An input or output; a free dimension is a name (or '' where the file gives none), and no shape at all is null. */
export interface OnnxPort {
  readonly name: string;
  readonly dtype: OnnxElementType;
  readonly shape: readonly (number | string)[] | null;
}

export interface OnnxFile {
  readonly irVersion: number;
  /** Version by domain; '' is the standard operator set. */
  readonly opsets: ReadonlyMap<string, number>;
  readonly producer: string;
  readonly metadata: ReadonlyMap<string, string>;
  /** In an order in which every node comes after those that it needs, as the format asks. */
  readonly nodes: readonly OnnxNode[];
  readonly initializers: ReadonlyMap<string, OnnxTensor>;
  /** Without those that have an initializer. */
  readonly inputs: readonly OnnxPort[];
  readonly outputs: readonly OnnxPort[];
}

/** The newest that ONNX Runtime 1.30 opens; newer files may mean something else by the same fields. */
export const NEWEST = { irVersion: 13, opset: 26 } as const;

/**
 * Reads an ONNX file (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto, the source of all field numbers here).
 * @throws OnnxError in one sentence: not ONNX, cut off, data in another file, too new, an element type that is not read
 */
export function readOnnx(bytes: Uint8Array): OnnxFile {
  if (!looksLikeModel(bytes)) throw notOnnx();
  try {
    return readModel(bytes);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    if (/cut off/.test(error.message))
      throw new OnnxError('truncated', 'The ONNX file is cut off: copy or download it again.');
    throw notOnnx();
  }
}

const notOnnx = (): OnnxError => new OnnxError('not-onnx', 'This is not an ONNX file.');

/** Wire types of ModelProto's fields: a file that begins with any other pair is something else. */
const MODEL_FIELDS: Readonly<Record<number, number>> = { 1: 0, 2: 2, 3: 2, 4: 2, 5: 0, 6: 2, 7: 2, 8: 2, 14: 2 };

const looksLikeModel = ([tag = 0]: Uint8Array): boolean => tag < 128 && MODEL_FIELDS[tag >> 3] === (tag & 7);

function readModel(bytes: Uint8Array): OnnxFile {
  const model = fieldsOf(bytes);
  const graphs = model(7);
  const irVersion = Number(model(1)[0]?.bits ?? 0n);
  const opsets = new Map(
    model(8).map(({ bytes }) => {
      const opset = fieldsOf(bytes);
      const domain = firstText(opset(1));
      return [domain === 'ai.onnx' ? '' : domain, Number(opset(2)[0]?.bits ?? 1n)] as const;
    }),
  );
  if (graphs.length === 0) {
    // A file that ends before its graph: the fields so far are right.
    throw irVersion > 0
      ? new OnnxError('truncated', 'The ONNX file holds no graph: it is cut off, or no model.')
      : notOnnx();
  }
  if (irVersion > NEWEST.irVersion || (opsets.get('') ?? 0) > NEWEST.opset)
    throw new OnnxError(
      'too-new',
      `The file is of a newer ONNX (file format ${irVersion}, operator set ${opsets.get('') ?? '?'}) than is read here (${NEWEST.irVersion} and ${NEWEST.opset}): export it with an operator set of 17.`,
    );
  const graph = fieldsOf((graphs[0] as ProtobufField).bytes);
  if (graph(15).length > 0)
    throw new OnnxError(
      'element-type',
      'The file holds sparse tensors, which are not supported: export it with dense weights.',
    );
  const initializers = new Map(
    graph(5).map(({ bytes }) => [firstText(fieldsOf(bytes)(8)), readTensor(bytes)] as const),
  );
  const ports = (field: number): OnnxPort[] => graph(field).map(({ bytes }) => readPort(bytes));
  return {
    irVersion,
    opsets,
    producer: `${firstText(model(2))} ${firstText(model(3))}`.trim(),
    metadata: new Map(model(14).map(({ bytes }) => pairOf(bytes))),
    nodes: graph(1).map(({ bytes }) => readNode(bytes)),
    initializers,
    inputs: ports(11).filter(({ name }) => !initializers.has(name)),
    outputs: ports(12),
  };
}

/** A message's fields by number. */
function fieldsOf(message: Uint8Array): (field: number) => readonly ProtobufField[] {
  const byNumber = Map.groupBy(protobufFields(message), ({ field }) => field);
  return (field) => byNumber.get(field) ?? [];
}

const firstText = (fields: readonly ProtobufField[]): string => (fields[0] ? textOf(fields[0]) : '');

function pairOf(bytes: Uint8Array): [string, string] {
  const pair = fieldsOf(bytes);
  return [firstText(pair(1)), firstText(pair(2))];
}

function readNode(bytes: Uint8Array): OnnxNode {
  const node = fieldsOf(bytes);
  const outputs = node(2).map(textOf);
  const domain = firstText(node(7));
  return {
    op: firstText(node(4)),
    domain: domain === 'ai.onnx' ? '' : domain,
    name: firstText(node(3)) || (outputs[0] ?? ''),
    inputs: node(1).map(textOf),
    outputs,
    attributes: new Map(node(5).map(({ bytes }) => readAttribute(bytes))),
  };
}

/** AttributeProto.type says which field holds the value; very old files leave it out, and then the field that is there counts. */
function readAttribute(bytes: Uint8Array): [string, OnnxAttribute] {
  const fields = fieldsOf(bytes);
  const name = firstText(fields(1));
  const type = Number(fields(20)[0]?.bits ?? 0n) || ([2, 3, 4, 5, 7, 8, 9].find((f) => fields(f).length > 0) ?? 0) - 1;
  const values: Readonly<Record<number, () => OnnxAttribute>> = {
    1: () => floats(fields(2))[0] ?? 0,
    2: () => Number(BigInt.asIntN(64, fields(3)[0]?.bits ?? 0n)),
    3: () => firstText(fields(4)),
    4: () => (fields(5)[0] ? readTensor(fields(5)[0]?.bytes as Uint8Array) : undefined),
    6: () => floats(fields(7)),
    7: () => fields(8).flatMap(packedVarints).map(Number),
    8: () => fields(9).map(textOf),
  };
  return [name, values[type]?.()];
}

/** float fields, one by one or packed. */
function floats(fields: readonly ProtobufField[]): number[] {
  return fields.flatMap(({ raw, bytes }) => {
    const numbers = (raw[0] as number) % 8 === 2 ? bytes : raw.subarray(1);
    const view = new DataView(numbers.buffer, numbers.byteOffset, numbers.byteLength);
    return Array.from({ length: numbers.length >> 2 }, (_, i) => view.getFloat32(4 * i, true));
  });
}

function readPort(bytes: Uint8Array): OnnxPort {
  const port = fieldsOf(bytes);
  const name = firstText(port(1));
  const tensor = port(2).flatMap((type) => fieldsOf(type.bytes)(1))[0];
  if (!tensor) throw new OnnxError('element-type', `"${name}" is no tensor, which is not supported.`);
  const fields = fieldsOf(tensor.bytes);
  const shape = fields(2)[0];
  return {
    name,
    dtype: elementType(Number(fields(1)[0]?.bits ?? 0n), name),
    shape:
      shape === undefined
        ? null
        : fieldsOf(shape.bytes)(1).map((dimension) => {
            const length = fieldsOf(dimension.bytes);
            const fixed = Number(BigInt.asIntN(64, length(1)[0]?.bits ?? 0n));
            // Some exporters write a free dimension as 0 or −1.
            return fixed > 0 ? fixed : firstText(length(2));
          }),
  };
}
