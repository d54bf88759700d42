import type { HostTensor } from '../../runtime/types.ts';
import type { Layer } from './layers.ts';

/** A layer that has run: what it made of one picture. */
export interface RunLayer extends Layer {
  /** Height, width, channels of maps; of a vector its length. */
  readonly shape: readonly [number, number, number] | readonly [number];
  /** Numbers that it was given. */
  readonly numbersIn: number;
  readonly macs: number;
}

/**
 * What people call the parts of such a network. The file knows no parts; these are read from what the layers do:
 * `stem`: all up to the second convolution; `block`: what works on maps of about one side; `neck`: what makes a vector of the last maps;
 * `embedding`: the last layer with weights that sees all of it, and what scales its result. The head that training put on top (a
 * classifier of the people trained on) is not in the file of a network that embeds: it was thrown away.
 */
export type StageKind = 'stem' | 'block' | 'neck' | 'embedding';

export interface Stage {
  readonly kind: StageKind;
  /** Of blocks: 1, 2, …; else 0. */
  readonly number: number;
  readonly layers: readonly RunLayer[];
  readonly shape: RunLayer['shape'];
  readonly parameters: number;
  readonly macs: number;
  readonly numbersIn: number;
  readonly numbersOut: number;
}

export const numbersOf = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);

/** @throws RangeError where a layer has made nothing, or it was run for more than one picture */
export function runLayers(
  layers: readonly Layer[],
  made: Readonly<Record<string, HostTensor>>,
  inputNumbers: number,
): RunLayer[] {
  const sizes = new Map<string, number>();
  return layers.map((layer) => {
    const tensor = made[layer.value];
    if (tensor === undefined) throw new RangeError(`The layer ${layer.name} has made nothing.`);
    const shape = shapeOf(tensor.shape, layer);
    const numbers = numbersOf(shape);
    sizes.set(layer.value, numbers);
    return {
      ...layer,
      shape,
      numbersIn: sizes.get(layer.from) ?? inputNumbers,
      macs: numbers * layer.macsEach,
    };
  });
}

function shapeOf(shape: readonly number[], { name, layout }: Layer): RunLayer['shape'] {
  const [pictures, ...rest] = shape;
  if (pictures !== 1) throw new RangeError(`The layer ${name} was run for ${pictures} pictures.`);
  if (rest.length !== 3) return [numbersOf(rest)];
  const [a, b, c] = rest as [number, number, number];
  return layout === 'nchw' ? [b, c, a] : [a, b, c];
}

const sideOf = ({ shape }: RunLayer): number => (shape.length === 3 ? Math.max(shape[0], shape[1]) : 1);
const convolves = ({ kind }: RunLayer): boolean => kind === 'convolution' || kind === 'depthwise';

/** Cuts a network into its parts, in order; together they are all layers. A part that a network lacks is not there. */
export function stagesOf(layers: readonly RunLayer[]): Stage[] {
  const afterMaps = layers.findLastIndex((layer) => sideOf(layer) > 1) + 1;
  const convolutions = layers.slice(0, afterMaps).flatMap((layer, i) => (convolves(layer) ? [i] : []));
  const afterStem = convolutions[1] ?? afterMaps;
  const weighing = layers.findLastIndex((layer, i) => i >= afterMaps && layer.kind === 'dense');
  const lastWeighing =
    weighing === -1 ? layers.findLastIndex((layer, i) => i >= afterMaps && convolves(layer)) : weighing;
  const embedding = lastWeighing === -1 ? afterMaps : lastWeighing;

  const stages: Stage[] = [];
  const push = (kind: StageKind, number: number, from: number, to: number): void => {
    if (from < to) stages.push(stageOf(kind, number, layers.slice(from, to)));
  };
  push('stem', 0, 0, afterStem);
  let number = 0;
  for (let from = afterStem; from < afterMaps; ) {
    // Within a block a map may gain or lose a border; with a stride of 2 it loses half.
    const side = sideOf(layers[from]!);
    let to = from + 1;
    while (to < afterMaps && sideOf(layers[to]!) > 0.75 * side) to++;
    push('block', ++number, from, to);
    from = to;
  }
  push('neck', 0, afterMaps, embedding);
  push('embedding', 0, embedding, layers.length);
  return stages;
}

function stageOf(kind: StageKind, number: number, layers: readonly RunLayer[]): Stage {
  const { shape } = layers.at(-1)!;
  return {
    ...{ kind, number, layers, shape },
    parameters: layers.reduce((sum, { parameters }) => sum + parameters, 0),
    macs: layers.reduce((sum, { macs }) => sum + macs, 0),
    numbersIn: layers[0]!.numbersIn,
    numbersOut: numbersOf(shape),
  };
}
