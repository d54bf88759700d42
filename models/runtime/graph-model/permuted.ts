import { util } from '@tensorflow/tfjs-core';
import type { Graph } from '../graph.ts';
import { type Shape, sameShape, sizeOf } from '../shapes.ts';
import type { Tracer } from '../tracer.ts';
import type { Value } from '../value.ts';
import { emit } from './emit.ts';

/**
 * A network that came from ONNX has its channels first, and TensorFlow's convolutions want them last: every one stands between
 * two transposes. Here a transpose moves behind the operations that do not mind the order of axes, until it meets its inverse
 * and both go; what nobody uses any more is dropped with the dead nodes.
 */
interface Permuted {
  readonly source: Value;
  /** Axis i is the source's axis `permutation[i]`. */
  readonly permutation: readonly number[];
}

const known = new WeakMap<Graph, Map<string, Permuted>>();

/** What a value is a transpose of. */
export function permutedOf(t: Tracer, value: Value): Permuted | undefined {
  const name = value.data ? undefined : value.names.nhwc;
  return name === undefined ? undefined : known.get(t.graph)?.get(name);
}

export const inverse = (permutation: readonly number[]): number[] =>
  permutation.map((_, axis) => permutation.indexOf(axis));

export const permute = <T>(perAxis: readonly T[], permutation: readonly number[]): T[] =>
  permutation.map((axis) => perAxis[axis] as T);

export function transpose(t: Tracer, x: Value, permutation: readonly number[]): Value {
  const before = permutedOf(t, x);
  if (before) return transpose(t, before.source, permute(before.permutation, permutation));
  if (permutation.every((axis, i) => axis === i)) return x;
  const shape = permute(x.shape, permutation);
  // Axes of length 1 may stand anywhere; if the others keep their order, so do the bytes.
  const long = permutation.filter((axis) => x.shape[axis] !== 1);
  const sharesBytes = long.every((axis, i) => i === 0 || axis > (long[i - 1] as number));
  const result = sharesBytes
    ? emit(t, 'Reshape', [x, t.graph.ints(shape)], shape, x.dtype)
    : emit(t, 'Transpose', [x, t.graph.ints(permutation)], shape, x.dtype);
  if (sharesBytes) sourcesIn(t.graph).set(t.full(result), sourcesIn(t.graph).get(t.full(x)) ?? x);
  const all = known.get(t.graph) ?? new Map<string, Permuted>();
  known.set(t.graph, all);
  all.set(result.names.nhwc as string, { source: x, permutation });
  return result;
}

const sources = new WeakMap<Graph, Map<string, Value>>();

function sourcesIn(graph: Graph): Map<string, Value> {
  const all = sources.get(graph) ?? new Map<string, Value>();
  sources.set(graph, all);
  return all;
}

/** Of two reshapes in a row the last does the same. */
export function reshape(t: Tracer, x: Value, asked: Shape): Value {
  const shape = util.inferFromImplicitShape([...asked], sizeOf(x.shape));
  if (sameShape(x.shape, shape)) return x;
  const all = sourcesIn(t.graph);
  const source = all.get(t.full(x)) ?? x;
  if (sameShape(source.shape, shape)) return source;
  const result = emit(t, 'Reshape', [source, t.graph.ints(shape)], shape, x.dtype);
  all.set(t.full(result), source);
  return result;
}
