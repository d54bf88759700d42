import { type FeatureMaps, featureMaps } from '../../embed/anatomy/feature-maps.ts';
import type { RunLayer } from '../../embed/anatomy/stages.ts';
import type { RgbImage } from '../../image.ts';
import type { NamedFile } from '../../runtime/tfjs-files.ts';
import type { EagerExecutor, Executor, HostTensor, Session } from '../../runtime/types.ts';
import { onlyOutputs } from '../../runtime/watch-values.ts';
import { type GraphPort, type Layout, sizeOf } from '../graph.ts';
import { type InspectedNetwork, inspect } from '../layers.ts';
import { networkFiles, readNetwork } from '../read-network.ts';
import { type PictureScale, pictureTensor } from './picture-tensor.ts';
import { type Runnable, runnable } from './runnable.ts';
import { type Spread, spreadOf } from './summary.ts';
import { type LayerTimes, timeLayers } from './time-layers.ts';

/** What a layer made of a picture. */
export interface LayerRun {
  readonly value: string;
  readonly shape: readonly number[];
}

/** Maps of a layer, small and together in one square: what a box of the 3-D picture shows. */
export interface Mosaic {
  readonly value: string;
  /** Pixels of its side. */
  readonly side: number;
  /** side × side bytes, each map in its own range. */
  readonly pixels: Uint8Array;
}

export interface NetworkRun {
  /** Of the run, with every layer told. */
  readonly ms: number;
  readonly layers: readonly LayerRun[];
  /** Of the layer that was asked for. */
  readonly chosen: {
    readonly value: string;
    readonly spread: Spread;
    readonly maps: FeatureMaps | null;
    readonly vector: readonly number[] | null;
  } | null;
  readonly mosaics: readonly Mosaic[];
}

/** Maps of the chosen layer, and their largest side; maps in a mosaic, along a side, and each one's side. */
export const WALL = { maps: 32, side: 56 } as const;
export const TILES = { along: 4, side: 24 } as const;

/** A network that tells what each of its layers makes. */
export interface WatchedNetwork {
  readonly network: InspectedNetwork;
  readonly runnable: Runnable;
  readonly inputs: readonly GraphPort[];
  run(
    picture: RgbImage,
    scale: PictureScale,
  ): Promise<{ readonly ms: number; readonly made: Readonly<Record<string, HostTensor>> }>;
  time(
    picture: RgbImage,
    scale: PictureScale,
    runs: number,
  ): AsyncGenerator<{ done: number; total: number }, LayerTimes>;
  release(): Promise<void>;
}

/**
 * Opens a network from its files, somebody's own maybe: parsed, traced where it is TensorFlow.js's, opened with every layer's result an output.
 * @param side of a picture where the file leaves it free
 * @throws OnnxError, TfjsModelError, RangeError in one sentence; what the runtime says where it does not open it
 */
export async function openWatched(
  files: readonly NamedFile[],
  side: number | undefined,
  executor: Executor | EagerExecutor,
): Promise<WatchedNetwork> {
  if ('eager' in executor)
    throw new RangeError('No ONNX runtime loads on this machine, and networks are looked into with one.');
  const read = networkFiles(files);
  const network = inspect(readNetwork(files), side === undefined ? {} : { side });
  const ready = await runnable(read, network);
  const session: Session = await executor.open(ready.onnx);
  const feedsOf = (picture: RgbImage, scale: PictureScale): Record<string, HostTensor> =>
    Object.fromEntries(ready.inputs.map((port) => [port.name, pictureTensor(picture, port, scale)]));
  const run = async (feeds: Record<string, HostTensor>) => {
    const start = performance.now();
    const made = await session.run(feeds);
    return { ms: performance.now() - start, made };
  };
  return {
    network,
    runnable: ready,
    inputs: ready.inputs,
    run: (picture, scale) => run(feedsOf(picture, scale)),
    async *time(picture, scale, runs) {
      const feeds = feedsOf(picture, scale);
      const original = 'onnx' in read ? read.onnx : onlyOutputs(ready.onnx, new Set(network.graph.outputs));
      return yield* timeLayers(ready, original, feeds, executor, runs);
    },
    release: () => session.release(),
  };
}

/** What is shown of a run. @param chosen the value of the layer that is looked at @param tiled those of the boxes of the 3-D picture */
export function shown(
  { network }: Pick<WatchedNetwork, 'network'>,
  { ms, made }: { readonly ms: number; readonly made: Readonly<Record<string, HostTensor>> },
  chosen: string | null,
  tiled: readonly string[],
): NetworkRun {
  const layouts = new Map(network.layers.map(({ operation, layout }) => [operation.outputs[0] ?? '', layout]));
  const layoutOf = (value: string): Layout => layouts.get(value) ?? 'nhwc';
  const tensor = chosen === null ? undefined : made[chosen];
  return {
    ms,
    layers: Object.entries(made).map(([value, { shape }]) => ({ value, shape })),
    chosen:
      chosen === null || tensor === undefined
        ? null
        : {
            value: chosen,
            spread: spreadOf(tensor.data),
            maps: mapsOf(tensor, layoutOf(chosen), WALL.maps, WALL.side),
            vector: tensor.shape.length === 4 ? null : Array.from(tensor.data.subarray(0, 1024), Number),
          },
    mosaics: tiled.flatMap((value) => {
      const own = made[value];
      const pixels = own === undefined ? null : mosaicOf(own, layoutOf(value));
      return pixels === null ? [] : [{ value, side: TILES.along * TILES.side, pixels }];
    }),
  };
}

/** Null where the tensor is no picture's maps. */
function mapsOf(tensor: HostTensor, layout: Layout, most: number, side: number): FeatureMaps | null {
  const { shape } = tensor;
  if (shape.length !== 4 || shape[0] !== 1 || sizeOf(shape) === 0) return null;
  const [, a, b, c] = shape as [number, number, number, number];
  const hwc: readonly [number, number, number] = layout === 'nchw' ? [b, c, a] : [a, b, c];
  if (hwc[0] * hwc[1] < 2) return null;
  return featureMaps({ shape: hwc, layout } as RunLayer, tensor, most, side);
}

function mosaicOf(tensor: HostTensor, layout: Layout): Uint8Array | null {
  const { along, side } = TILES;
  const seen = mapsOf(tensor, layout, along * along, side);
  if (seen === null) return null;
  const whole = along * side;
  const pixels = new Uint8Array(whole * whole);
  for (const [i, { values }] of seen.maps.entries()) {
    const [top, left] = [Math.floor(i / along) * side, (i % along) * side];
    for (let y = 0; y < side; y++)
      for (let x = 0; x < side; x++)
        pixels[(top + y) * whole + left + x] =
          values[Math.floor((y * seen.height) / side) * seen.width + Math.floor((x * seen.width) / side)]!;
  }
  return pixels;
}
