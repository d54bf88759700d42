import { type Arrangement, arrange } from '../../inspect/arrange.ts';
import type { Layout, Length, NetworkFormat } from '../../inspect/graph.ts';
import { type InspectedNetwork, inspect } from '../../inspect/layers.ts';
import { pictureInput } from '../../inspect/picture-input.ts';
import { readNetwork } from '../../inspect/read-network.ts';
import { type Spread, spreadOf } from '../../inspect/run/summary.ts';
import { OnnxError } from '../../runtime/onnx-error.ts';
import { type NamedFile, TfjsModelError } from '../../runtime/tfjs-files.ts';

export interface ShownWeight {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: string;
  /** Null where its numbers cannot be read. */
  readonly spread: Spread | null;
}

/** A box of the graph: an operation, or an input of the network. */
export interface ShownLayer {
  readonly name: string;
  readonly op: string;
  /** Its first result's name in the file. */
  readonly value: string;
  readonly kind: 'input' | 'known' | 'unknown';
  readonly shape: readonly Length[] | null;
  readonly layout: Layout;
  /** Boxes that it reads. */
  readonly from: readonly number[];
  readonly parameters: number;
  readonly macs: Length;
  readonly factors: readonly number[];
  readonly weights: readonly ShownWeight[];
}

export interface ShownNetwork {
  readonly format: NetworkFormat;
  readonly producer: string;
  readonly bytes: number;
  readonly layers: readonly ShownLayer[];
  readonly arrangement: Arrangement;
  /** Boxes that are outputs. */
  readonly outputs: readonly number[];
  /** The first input takes a picture of this size; null: none. */
  readonly picture: { readonly width: number; readonly height: number } | null;
  /** The file leaves the picture's side free. */
  readonly freeSide: boolean;
  /** Milliseconds that reading took. */
  readonly ms: number;
}

export interface OpenInput {
  readonly files: readonly NamedFile[];
  readonly side: number;
}

export type Opened =
  | { readonly ok: true; readonly network: ShownNetwork }
  | { readonly ok: false; readonly message: string };

/** Reads a network's files into what a page shows of them, for a worker: plain data, nothing is run. */
export async function* open({ files, side }: OpenInput): AsyncGenerator<never, Opened> {
  const start = performance.now();
  try {
    const network = shownNetwork(inspect(readNetwork(files), { side }));
    const bytes = files.reduce((sum, file) => sum + file.bytes.byteLength, 0);
    return { ok: true, network: { ...network, bytes, ms: performance.now() - start } };
  } catch (error) {
    if (error instanceof OnnxError || error instanceof TfjsModelError) return { ok: false, message: error.message };
    // A file that is built so that a reader stumbles is a broken file.
    if (error instanceof RangeError || error instanceof TypeError)
      return { ok: false, message: 'The file is damaged, or no network: it cannot be read.' };
    throw error;
  }
}

export function shownNetwork({ graph, inputs, layers }: InspectedNetwork): Omit<ShownNetwork, 'bytes' | 'ms'> {
  const makers = new Map<string, number>();
  for (const [i, { name }] of inputs.entries()) makers.set(name, i);
  for (const [i, { operation }] of layers.entries())
    for (const output of operation.outputs) makers.set(output, i + inputs.length);
  const shown: ShownLayer[] = [
    ...inputs.map(
      ({ name, shape, dtype }): ShownLayer => ({
        ...{ name, op: dtype, value: name, kind: 'input' as const, shape, layout: 'nhwc' as const },
        ...{ from: [], parameters: 0, macs: 0, factors: [], weights: [] },
      }),
    ),
    ...layers.map(
      ({ operation, known, shapes, layout, given, weights, parameters, macs, factors }): ShownLayer => ({
        name: operation.name,
        op: operation.op,
        value: operation.outputs[0] ?? operation.name,
        kind: known ? 'known' : 'unknown',
        shape: shapes[0] ?? null,
        ...{ layout, parameters, macs, factors },
        from: [...new Set(given.flatMap((name) => makers.get(name) ?? []))],
        weights: weights.map((name) => weightOf(graph.weights.get(name)!)),
      }),
    ),
  ];
  const [first] = inputs;
  const picture = first === undefined ? null : pictureInput(first);
  const free = graph.inputs[0]?.shape;
  return {
    format: graph.format,
    producer: graph.producer.slice(0, 120),
    layers: shown,
    arrangement: arrange(shown.map(({ from }) => from)),
    outputs: graph.outputs.flatMap((name) => makers.get(name) ?? []),
    picture: picture && { width: picture.width, height: picture.height },
    freeSide: free?.length === 4 && free.slice(1).includes(null),
  };
}

function weightOf({
  name,
  shape,
  dtype,
  numbers,
}: {
  name: string;
  shape: readonly number[];
  dtype: string;
  numbers: () => ArrayLike<number>;
}): ShownWeight {
  try {
    return { name, shape, dtype, spread: spreadOf(numbers()) };
  } catch {
    return { name, shape, dtype, spread: null };
  }
}
