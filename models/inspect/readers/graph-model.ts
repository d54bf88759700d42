import { type TfjsFiles, TfjsModelError } from '../../runtime/tfjs-files.ts';
import type { Attribute, GraphPort, Length, NetworkGraph, Operation } from '../graph.ts';
import { savedWeights } from './saved-weight.ts';

/** JSON of a file: nothing of it is sure. */
interface Loose {
  readonly [key: string]: unknown;
}

/** A saved TensorFlow.js graph model as a graph; nothing of it is built. @throws TfjsModelError where it holds no list of nodes */
export function graphOfGraphModel({ artifacts }: TfjsFiles): NetworkGraph {
  const nodes = listOf((artifacts.modelTopology as Loose).node).map(looseOf);
  if (nodes.length === 0 || nodes.some(({ name, op }) => typeof name !== 'string' || typeof op !== 'string'))
    throw new TfjsModelError('model.json holds no list of nodes: it is damaged, or no graph model.');
  const weights = savedWeights(artifacts.weightSpecs ?? [], artifacts.weightData);
  const constant = new Set(nodes.flatMap(({ name, op }) => (op === 'Const' ? [String(name)] : [])));
  const placeholders = nodes.filter(({ op }) => op === 'Placeholder' || op === 'PlaceholderWithDefault');
  // A loop inside is written out flat, so that some come before what they need; constants without numbers count as none.
  const operations = nodes
    .filter(({ op }) => !['Const', 'Placeholder', 'PlaceholderWithDefault', 'NoOp'].includes(String(op)))
    .map((node) => operationOf(node));
  const read = new Set(operations.flatMap(({ inputs }) => inputs));
  const signed = Object.values(looseOf(looseOf(artifacts.signature).outputs)).map((output) =>
    resultOf(String(looseOf(output).name ?? '')),
  );
  const last = operations.flatMap(({ outputs }) => outputs).filter((output) => !read.has(output));
  return {
    format: 'tfjs-graph',
    producer: String(looseOf(artifacts.modelTopology).generatedBy ?? ''),
    inputs: placeholders.map(({ name, attr }) => portOf(String(name), looseOf(attr))),
    operations: inOrder(operations),
    weights: new Map([...weights].filter(([name]) => constant.has(name))),
    outputs:
      signed.length > 0 && signed.every((name) => operations.some(({ outputs }) => outputs.includes(name)))
        ? signed
        : last,
  };
}

const looseOf = (value: unknown): Loose => (typeof value === 'object' && value !== null ? (value as Loose) : {});
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** "name" and "name:0" are a node's first result. */
const resultOf = (input: string): string => input.replace(/:0$/, '');

function operationOf({ name, op, input, attr }: Loose): Operation {
  const attributes = new Map(Object.entries(looseOf(attr)).map(([key, value]) => [key, attributeOf(looseOf(value))]));
  const count = outputsOf(String(op), attributes);
  return {
    name: String(name),
    op: String(op),
    // "^name" only says that it comes first.
    inputs: listOf(input)
      .map(String)
      .filter((each) => !each.startsWith('^'))
      .map(resultOf),
    outputs: Array.from({ length: count }, (_, i) => (i === 0 ? String(name) : `${name}:${i}`)),
    attributes,
  };
}

const OUTPUTS: Readonly<Record<string, number>> = {
  ...{ TopKV2: 2, Switch: 2, Merge: 2, NonMaxSuppressionV4: 2, NonMaxSuppressionV5: 3 },
  ...{ FusedBatchNorm: 5, FusedBatchNormV2: 5, FusedBatchNormV3: 6, Unique: 2 },
};

/** More results than a thousand are no network's. */
function outputsOf(op: string, attributes: Operation['attributes']): number {
  const told = attributes.get(op === 'Unpack' ? 'num' : 'num_split');
  if (['Unpack', 'Split', 'SplitV'].includes(op) && typeof told === 'number') return Math.min(1000, Math.max(1, told));
  return OUTPUTS[op] ?? 1;
}

/** An AttrValue of TensorFlow's protocol buffer, in its JSON: 64-bit integers are texts, texts are base64. */
function attributeOf(value: Loose): Attribute {
  if ('s' in value) return textOf(value.s);
  if ('i' in value) return Number(value.i);
  if ('f' in value) return Number(value.f);
  if ('b' in value) return Boolean(value.b);
  if ('type' in value) return String(value.type);
  if ('shape' in value) return dims(value.shape).map((length) => length ?? -1);
  const { i, s, f } = looseOf(value.list);
  if (Array.isArray(i)) return i.map(Number);
  if (Array.isArray(s)) return s.map(textOf);
  return Array.isArray(f) ? f.map(Number) : undefined;
}

function textOf(value: unknown): string {
  try {
    return atob(String(value));
  } catch {
    return String(value);
  }
}

const dims = (shape: unknown): Length[] =>
  listOf(looseOf(shape).dim).map((axis) => {
    const size = Number(looseOf(axis).size ?? -1);
    return size >= 0 ? size : null;
  });

function portOf(name: string, attr: Loose): GraphPort {
  const shape = looseOf(attr.shape).shape;
  return {
    name,
    dtype: String(looseOf(attr.dtype).type ?? 'DT_FLOAT'),
    shape: looseOf(shape).unknownRank === true || !Array.isArray(looseOf(shape).dim) ? null : dims(shape),
  };
}

/** Each after those that it needs; what goes round in a loop stays where it is. */
function inOrder(operations: readonly Operation[]): Operation[] {
  const makers = new Map(operations.flatMap((operation) => operation.outputs.map((output) => [output, operation])));
  const state = new Map<Operation, 'open' | 'done'>();
  const ordered: Operation[] = [];
  for (const first of operations) {
    // Without recursion: a chain may be longer than the stack is deep.
    const path: { readonly at: Operation; next: number }[] = [{ at: first, next: 0 }];
    while (path.length > 0) {
      const top = path.at(-1)!;
      if (top.next === 0 && state.has(top.at)) {
        path.pop();
        continue;
      }
      state.set(top.at, 'open');
      const needed = makers.get(top.at.inputs[top.next] ?? '');
      if (top.next++ < top.at.inputs.length) {
        if (needed !== undefined && !state.has(needed)) path.push({ at: needed, next: 0 });
        continue;
      }
      state.set(top.at, 'done');
      ordered.push(top.at);
      path.pop();
    }
  }
  return ordered;
}
