import { cutChip } from '../../align/chip.ts';
import { type FivePoints, fivePointsOf } from '../../align/five-points.ts';
import { featureMaps } from '../../embed/anatomy/feature-maps.ts';
import { isLinear, type LayerKind, layersOf } from '../../embed/anatomy/layers.ts';
import { type RunLayer, runLayers, type Stage, type StageKind, stagesOf } from '../../embed/anatomy/stages.ts';
import { chipTensor } from '../../embed/chip-tensor.ts';
import { normalise } from '../../embed/normalise.ts';
import type { Point, RgbImage } from '../../image.ts';
import { readOnnx } from '../../runtime/read-onnx.ts';
import type { HostTensor } from '../../runtime/types.ts';
import { watchValues } from '../../runtime/watch-values.ts';
import type { Progress } from '../check.ts';
import type { EngineTools, NetworkInUse } from '../in-engine.ts';

/** A picture and where its face is: as JSON, since that is what an engine's task is given. */
export interface WalkInput {
  readonly width: number;
  readonly height: number;
  /** RGB, row by row, base64. */
  readonly pixels: string;
  /** In the picture's pixels: image-left eye, image-right eye, nose tip, image-left and image-right mouth corner. */
  readonly landmarks: readonly Point[];
}

/** Maps of a stage that are shown, and their largest side. */
export const WALL = { maps: 32, side: 56 } as const;

export interface WalkedLayer {
  readonly name: string;
  readonly op: string;
  readonly kind: LayerKind;
  readonly linear: boolean;
  readonly shape: readonly number[];
  readonly numbersIn: number;
  readonly parameters: number;
  readonly macs: number;
}

export interface WalkedMap {
  readonly channel: number;
  readonly low: number;
  readonly high: number;
  readonly mean: number;
  /** [height, width] bytes from `low` to `high`, base64. */
  readonly values: string;
}

export interface WalkedStage {
  readonly kind: StageKind;
  readonly number: number;
  readonly shape: readonly number[];
  readonly parameters: number;
  readonly macs: number;
  readonly numbersIn: number;
  readonly numbersOut: number;
  readonly layers: readonly WalkedLayer[];
  /** What its last layer makes of the face: maps, or a vector's numbers. */
  readonly wall: {
    readonly height: number;
    readonly width: number;
    readonly channels: number;
    readonly constant: number;
    readonly maps: readonly WalkedMap[];
  } | null;
  readonly vector: readonly number[] | null;
}

export interface Walk {
  readonly modelId: string;
  /** What the network sees: side × side RGB, base64. */
  readonly chip: { readonly side: number; readonly pixels: string };
  readonly stages: readonly WalkedStage[];
  /** The embedding at length 1; of a model that averages with the mirror image, of the upright face alone. */
  readonly template: readonly number[];
}

/** One face through the app's own network, stage by stage. Takes as long as one run: nothing is trained. */
export async function* walk(input: WalkInput, tools: EngineTools): AsyncGenerator<Progress, Walk> {
  const picture = pictureOf(input);
  const points = pointsOf(input);
  yield { done: 0, total: 3 };
  if (tools.network === undefined) throw new RangeError('anatomy: there is no network in use');
  const network = await tools.network();
  yield { done: 1, total: 3 };
  const chip = cutChip(picture, points, network.record);
  const { stages, made } = await runStages(chip, network, tools);
  yield { done: 2, total: 3 };
  const last = made[stages.at(-1)!.layers.at(-1)!.value]!;
  return {
    modelId: network.record.id,
    chip: { side: chip.width, pixels: base64(chip.data) },
    stages: stages.map((stage) => walked(stage, made)),
    template: [...normalise(Float32Array.from(last.data))],
  };
}

/** Runs a network once and keeps what each layer made. @throws RangeError where no ONNX runtime runs here */
export async function runStages(
  chip: RgbImage,
  { record, onnx }: NetworkInUse,
  { executor }: EngineTools,
): Promise<{ stages: Stage[]; made: Readonly<Record<string, HostTensor>> }> {
  if ('eager' in executor)
    throw new RangeError('anatomy: no ONNX runtime loads on this machine, and the network is looked into with one');
  const layers = layersOf(readOnnx(onnx), record.layout);
  const values = layers.map(({ value }) => value);
  const session = await executor.open(watchValues(onnx, values));
  try {
    const image = chipTensor([chip], record);
    const made = await session.run({ [session.inputs[0]!.name]: image });
    return { stages: stagesOf(runLayers(layers, made, image.data.length)), made };
  } finally {
    await session.release();
  }
}

function walked(stage: Stage, made: Readonly<Record<string, HostTensor>>): WalkedStage {
  const { kind, number, shape, parameters, macs, numbersIn, numbersOut, layers } = stage;
  const last = layers.at(-1)!;
  const tensor = made[last.value]!;
  const isMap = shape.length === 3 && shape[0] * shape[1] > 1;
  const wall = isMap ? featureMaps(last, tensor, WALL.maps, WALL.side) : null;
  return {
    ...{ kind, number, shape, parameters, macs, numbersIn, numbersOut },
    layers: layers.map(walkedLayer),
    wall: wall && { ...wall, maps: wall.maps.map((map) => ({ ...map, values: base64(map.values) })) },
    vector: wall === null ? Array.from(tensor.data, (value) => Number(value.toPrecision(5))) : null,
  };
}

const walkedLayer = (layer: RunLayer): WalkedLayer => {
  const { name, op, kind, shape, numbersIn, parameters, macs } = layer;
  return { name, op, kind, linear: isLinear(layer), shape, numbersIn, parameters, macs };
};

/** A side beyond this is no face from a lesson. */
const MOST_SIDE = 2048;

/** @throws RangeError where it is no picture */
function pictureOf({ width, height, pixels }: WalkInput): RgbImage {
  for (const side of [width, height])
    if (!(Number.isInteger(side) && side >= 1 && side <= MOST_SIDE))
      throw new RangeError(`anatomy: a picture's side is a whole number from 1 to ${MOST_SIDE}`);
  const data = bytesOf(pixels);
  if (data.length !== width * height * 3) throw new RangeError('anatomy: the picture is not width × height × 3 bytes');
  return { width, height, data };
}

function pointsOf({ landmarks }: WalkInput): FivePoints {
  const isPoint = (point: unknown): boolean =>
    typeof point === 'object' && point !== null && Object.values(point).every(Number.isFinite);
  if (!Array.isArray(landmarks) || landmarks.length !== 5 || !landmarks.every(isPoint))
    throw new RangeError('anatomy: a face has five points');
  return fivePointsOf(landmarks);
}

function bytesOf(text: unknown): Uint8Array {
  try {
    return Uint8Array.from(atob(String(text)), (char) => char.charCodeAt(0));
  } catch {
    throw new RangeError('anatomy: the picture is not base64');
  }
}

export function base64(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}
