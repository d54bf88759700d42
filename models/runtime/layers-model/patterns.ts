import type { Node } from '../graph.ts';
import type { GraphReader } from './graph-reader.ts';

/** x − mean over a root of variance + epsilon: what layer and group normalisation are made of. */
export interface Standardised {
  readonly x: string;
  readonly axes: readonly number[];
  readonly epsilon: number;
}

/** (x − mean(x)) / √(mean((x − mean(x))²) + ε), means over the same axes, which are kept. */
export function standardisedOf(reader: GraphReader, node: Node): Standardised | undefined {
  if (node.op !== 'RealDiv') return undefined;
  const [centred, root] = node.inputs as [string, string];
  const difference = reader.nodeOf(centred, 'Sub');
  const [x, mean] = (difference?.inputs ?? []) as [string, string];
  const radicand = reader.nodeOf(reader.nodeOf(root, 'Sqrt')?.inputs[0] ?? '', 'AddV2');
  const added = radicand && reader.withConstant(radicand);
  const axes = keptAxes(reader, reader.nodeOf(mean ?? '', 'Mean'), x);
  const squares = reader.nodeOf(added?.value ?? '', 'Mean');
  const again = keptAxes(reader, squares, squares?.inputs[0]);
  if (!x || !added || added.constant.data.length !== 1 || !axes || `${axes}` !== `${again}`) return undefined;
  if (!isSquare(reader, squares?.inputs[0] as string, centred)) return undefined;
  return { x, axes, epsilon: added.constant.data[0] as number };
}

/** Rows at length 1. */
export interface UnitRows {
  readonly x: string;
  /** Least squared length that is divided by. */
  readonly least: number;
}

/** x / √max(Σ x², ε) over the last axis of [n, d]; the maximum may be missing. */
export function unitRowsOf(reader: GraphReader, node: Node): UnitRows | undefined {
  if (node.op !== 'RealDiv') return undefined;
  const [x, root] = node.inputs as [string, string];
  const radicand = reader.nodeOf(root, 'Sqrt')?.inputs[0] ?? '';
  const greatest = reader.nodeOf(radicand, 'Maximum');
  const bounded = greatest && reader.withConstant(greatest);
  const sum = reader.nodeOf(bounded?.value ?? radicand, 'Sum');
  if (`${keptAxes(reader, sum, sum?.inputs[0])}` !== '1' || !isSquare(reader, sum?.inputs[0] as string, x))
    return undefined;
  return { x, least: bounded?.constant.data[0] ?? 0 };
}

function keptAxes(reader: GraphReader, node: Node | undefined, of: string | undefined): number[] | undefined {
  if (!node || node.inputs[0] !== of || node.attributes.keep_dims !== 'true') return undefined;
  return reader.numbers(node.inputs[1] as string);
}

function isSquare(reader: GraphReader, value: string, of: string): boolean {
  const node = reader.node(value);
  if (node?.op === 'Square') return node.inputs[0] === of;
  return node?.op === 'Mul' && node.inputs.every((input) => input === of);
}

/** x · factor + shift, each of one number a channel; as many of the two as there are in a row. */
export interface Affine {
  readonly x: string;
  readonly factor?: (channels: number) => Float32Array | undefined;
  readonly shift?: (channels: number) => Float32Array | undefined;
}

export function affineOf(reader: GraphReader, node: Node): Affine | undefined {
  const here = oneStep(reader, node);
  if (!here?.shift || here.factor) return here;
  const before = reader.ownNodeOf(here.x, 'Mul') ?? reader.ownNodeOf(here.x, 'RealDiv');
  const scaled = before && oneStep(reader, before);
  return scaled ? { ...scaled, shift: here.shift } : here;
}

function oneStep(reader: GraphReader, node: Node): Affine | undefined {
  if (!['AddV2', 'Sub', 'Mul', 'RealDiv'].includes(node.op)) return undefined;
  const found = reader.withConstant(node);
  if (!found) return undefined;
  const { value: x, constant, isFirst } = found;
  const each = (change: (value: number) => number) => (channels: number) => {
    const { data, shape } = constant;
    if (data.length === 1) return new Float32Array(channels).fill(change(data[0] as number));
    return data.length === channels && shape.at(-1) === channels ? Float32Array.from(data, change) : undefined;
  };
  if (node.op === 'Mul') return { x, factor: each((value) => value) };
  if (node.op === 'AddV2') return { x, shift: each((value) => value) };
  if (node.op === 'RealDiv') return isFirst ? undefined : { x, factor: each((value) => 1 / value) };
  if (!isFirst) return { x, shift: each((value) => -value) };
  return { x, factor: (channels) => new Float32Array(channels).fill(-1), shift: each((value) => value) };
}
