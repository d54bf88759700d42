import { nodeCutter } from '../../runtime/cut-node.ts';
import { readOnnx } from '../../runtime/read-onnx.ts';
import type { Executor, HostTensor } from '../../runtime/types.ts';
import { onlyOutputs, watchValues } from '../../runtime/watch-values.ts';
import type { Runnable } from './runnable.ts';

/** A layer's own time; null where it cannot be run by itself (what computes sizes, what has a type that is not fed). */
export interface LayerTime {
  readonly value: string;
  readonly ms: number | null;
}

export interface LayerTimes {
  /** One whole run, with all that the runtime joins and passes on without copying. */
  readonly whole: number;
  readonly layers: readonly LayerTime[];
}

/** No layer is run again once its runs have taken so long. */
const LONG_MS = 150;

const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
};

/**
 * Milliseconds of each layer, every one cut out and run by itself on what it was given in a whole run: once to warm up, then `runs` times, the
 * median. An operation of ONNX that is no layer of its own (a transposition that a trace put in) counts for the next layer behind it. The sum is
 * more than the whole: alone, a layer is joined with no other and starts anew.
 * @param original the file without the outputs that are watched
 */
export async function* timeLayers(
  { onnx, values }: Runnable,
  original: Uint8Array,
  feeds: Readonly<Record<string, HostTensor>>,
  executor: Executor,
  runs: number,
): AsyncGenerator<{ readonly done: number; readonly total: number }, LayerTimes> {
  const { nodes } = readOnnx(onnx);
  const cut = nodeCutter(onnx);
  const total = nodes.length + 1;
  yield { done: 0, total };
  const given = { ...(await everything(onnx, nodes, feeds, executor)), ...feeds };
  const layers = new Set(values);
  const owners = ownersOf(nodes, layers);
  const times = new Map<string, number | null>();
  const traced = values.length < nodes.length;
  const whole = await timed(executor, original, feeds, Math.max(5, runs));
  for (const i of nodes.keys()) {
    yield { done: i + 1, total };
    const owner = owners[i];
    // Transpositions that a trace put in go away in a whole run.
    if (owner == null || (traced && nodes[i]!.op === 'Transpose' && !layers.has(nodes[i]!.outputs[0] ?? ''))) continue;
    const file = cut(i, given);
    const ms = file === null ? null : await timed(executor, file, given, runs).catch(() => null);
    // What nobody could time of a layer is left out; a layer of which nothing could be timed has no time.
    const before = times.get(owner) ?? null;
    times.set(owner, ms === null ? before : (before ?? 0) + ms);
  }
  return { whole, layers: values.map((value) => ({ value, ms: times.get(value) ?? null })) };
}

/** All that the nodes make, as far as it is of a type that is handed out. */
async function everything(
  onnx: Uint8Array,
  nodes: ReturnType<typeof readOnnx>['nodes'],
  feeds: Readonly<Record<string, HostTensor>>,
  executor: Executor,
): Promise<Record<string, HostTensor>> {
  const all = nodes.flatMap(({ outputs }) => outputs.filter((output) => output !== ''));
  const wide = await executor.open(watchValues(onnx, all));
  const readable = wide.outputs.flatMap(({ name, dtype }) => (READABLE.has(dtype) ? [name] : []));
  const session =
    readable.length === wide.outputs.length
      ? wide
      : await executor.open(onlyOutputs(watchValues(onnx, all), new Set(readable)));
  try {
    return await session.run(feeds);
  } finally {
    await session.release();
    if (session !== wide) await wide.release();
  }
}

/** Types of results that the runtime's sessions hand out. */
const READABLE: ReadonlySet<string> = new Set(['float32', 'int32', 'int64', 'bool']);

/** For each node the layer for which it works: itself, or the first one that reads what it makes. */
function ownersOf(nodes: ReturnType<typeof readOnnx>['nodes'], layers: ReadonlySet<string>): (string | null)[] {
  const owner = new Map<string, string>();
  const owners: (string | null)[] = nodes.map(() => null);
  for (let i = nodes.length - 1; i >= 0; i--) {
    const { inputs, outputs } = nodes[i]!;
    const own =
      outputs.find((output) => layers.has(output)) ??
      outputs.map((output) => owner.get(output)).find((each) => each !== undefined);
    if (own === undefined) continue;
    owners[i] = own;
    // Readers are gone through backwards, so that the last to write is the first to read.
    for (const input of inputs) owner.set(input, own);
  }
  return owners;
}

async function timed(
  executor: Executor,
  onnx: Uint8Array,
  given: Readonly<Record<string, HostTensor>>,
  runs: number,
): Promise<number> {
  const session = await executor.open(onnx);
  try {
    const feeds = Object.fromEntries(session.inputs.map(({ name }) => [name, given[name]!]));
    await session.run(feeds);
    const times: number[] = [];
    // A layer that takes long needs no median of many.
    for (let i = 0, spent = 0; i < runs && (i === 0 || spent < LONG_MS); i++) {
      const start = performance.now();
      await session.run(feeds);
      times.push(performance.now() - start);
      spent += times.at(-1)!;
    }
    return median(times);
  } finally {
    await session.release();
  }
}
