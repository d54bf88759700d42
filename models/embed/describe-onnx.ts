import { OnnxError } from '../runtime/onnx-error.ts';
import type { OnnxFile, OnnxPort } from '../runtime/read-onnx.ts';
import { CHIP_NAMES, type ChipName, chipFor } from './chips.ts';
import type { ModelRecord } from './record.ts';

/** What a person may say of a network that they bring. What they leave out is read from the file's metadata, its shapes, or is the default. */
export interface Described {
  readonly name?: string | undefined;
  readonly size?: number | undefined;
  readonly layout?: 'nchw' | 'nhwc' | undefined;
  readonly channels?: 'rgb' | 'bgr' | undefined;
  readonly mean?: number | undefined;
  readonly std?: number | undefined;
  readonly chip?: ChipName | undefined;
  readonly mirror?: boolean | undefined;
  readonly licence?: string | undefined;
  readonly provenance?: string | undefined;
}

/** What a network wants to see: the part of a record that its templates depend on. */
export type InputRecord = Pick<
  ModelRecord,
  'inputSize' | 'channelOrder' | 'layout' | 'mean' | 'std' | 'chip' | 'mirrorAverage'
>;

/** Metadata of a file that describes its network, `threshold.layout` for example, goes before the defaults. */
const PREFIX = 'threshold.';

/** ArcFace's own preprocessing, which most networks since share. */
export const DEFAULTS = { channels: 'rgb', mean: 127.5, std: 127.5, chip: 'arcface-5pt' } as const;

/** The part of a file that says what its network takes. */
type Inputs = Pick<OnnxFile, 'inputs' | 'metadata'>;

/**
 * Where the channels are and how many pixels wide the one image is that a network takes.
 * @throws OnnxError in one sentence where it takes something else, or a side is not said
 */
export function imageInputOf(file: Inputs, said: Described): { layout: 'nchw' | 'nhwc'; size: number } {
  const described = { ...fromMetadata(file.metadata), ...withoutGaps(said) };
  const [input, ...others] = file.inputs;
  if (!input || others.length > 0)
    throw unfit(`An embedding network has one input, an image; this one has ${file.inputs.length}`);
  if (input.dtype !== 'float32') throw unfit(`The input "${input.name}" is of ${input.dtype}, where float32 is needed`);
  const { layout, side } = imageOf(input, described.layout);
  const size = side ?? described.size;
  if (size === undefined) throw unfit('The file does not say how large its input is: give its size (--size)');
  if (described.size !== undefined && described.size !== size)
    throw unfit(`The network takes images of ${size}×${size}, not of ${described.size}×${described.size}`);
  if (size < 16 || size > 1024) throw unfit(`Chips of ${size}×${size} pixels are not supported, only 16 to 1024`);
  return { layout, size };
}

/**
 * The input that a network of one image input wants.
 * @throws OnnxError in one sentence where the file's inputs or outputs are no embedding network's, or a side is not said
 */
export function inputRecordOf(file: OnnxFile, said: Described): InputRecord {
  const { layout, size } = imageInputOf(file, said);
  checkOutput(file.outputs[0]);
  const described = { ...fromMetadata(file.metadata), ...withoutGaps(said) };
  const { channels, mean, std, chip, mirror = false } = { ...DEFAULTS, ...described };
  return {
    inputSize: size,
    channelOrder: channels,
    layout,
    mean,
    std,
    chip: chipFor(chip, size),
    mirrorAverage: mirror,
  };
}

const unfit = (why: string): OnnxError => new OnnxError('unfit', `${why}.`);

const inWords = (shape: OnnxPort['shape']): string =>
  shape === null ? 'no shape' : `the shape [${shape.map((n) => n || '?').join(', ')}]`;

/** Where the three colours are says the layout, unless both places could be meant. */
function imageOf({ name, shape }: OnnxPort, said: 'nchw' | 'nhwc' | undefined) {
  const wrong = (): OnnxError =>
    unfit(`The input "${name}" has ${inWords(shape)}, where [1, 3, side, side] or [1, side, side, 3] is needed`);
  if (shape?.length !== 4) throw wrong();
  const [, first, second, last] = shape;
  const layout = said ?? (first === 3 ? 'nchw' : last === 3 ? 'nhwc' : undefined);
  if (layout === undefined && typeof first === 'string' && typeof last === 'string')
    throw unfit('The file does not say where its channels are: give its layout (--layout)');
  const [channels, height, width] = layout === 'nhwc' ? [last, first, second] : [first, second, last];
  const isFixed = (n: number | string | undefined): n is number => typeof n === 'number';
  if (layout === undefined || (isFixed(channels) && channels !== 3)) throw wrong();
  if (isFixed(height) && isFixed(width) && height !== width) throw wrong();
  return { layout, side: [height, width].find(isFixed) };
}

/** One vector a face; axes of length 1 behind it do no harm. */
function checkOutput(output: OnnxPort | undefined): void {
  if (!output) throw unfit('The file has no output');
  if (output.dtype !== 'float32')
    throw unfit(`The output "${output.name}" is of ${output.dtype}, where float32 is needed`);
  const rest = output.shape?.slice(1).filter((length) => length !== 1) ?? [];
  if (output.shape !== null && (output.shape.length < 2 || rest.length > 1))
    throw unfit(
      `The first output "${output.name}" has ${inWords(output.shape)}, where one vector a face, [1, dimension], is needed`,
    );
}

/** @returns what a file's metadata says of its network; words that are not understood are passed over */
export function fromMetadata(metadata: ReadonlyMap<string, string>): Described {
  const text = (key: string): string | undefined => metadata.get(PREFIX + key) || undefined;
  const number = (key: string): number | undefined => {
    const value = Number(text(key) ?? Number.NaN);
    return Number.isFinite(value) ? value : undefined;
  };
  const oneOf = <T extends string>(key: string, words: readonly T[]): T | undefined =>
    words.find((word) => word === text(key));
  const std = number('std');
  return withoutGaps({
    name: text('name'),
    size: number('size'),
    layout: oneOf('layout', ['nchw', 'nhwc']),
    channels: oneOf('channels', ['rgb', 'bgr']),
    mean: number('mean'),
    std: std !== undefined && std > 0 ? std : undefined,
    chip: oneOf('chip', CHIP_NAMES),
    mirror: text('mirror') === undefined ? undefined : text('mirror') === 'true',
    licence: text('licence') ?? (metadata.get('licence') || metadata.get('license') || undefined),
    provenance: text('provenance'),
  });
}

/** Without the keys that hold nothing, so that a spread does not hide what stands before. */
export const withoutGaps = (described: Described): Partial<{ [K in keyof Described]: NonNullable<Described[K]> }> =>
  Object.fromEntries(Object.entries(described).filter(([, value]) => value !== undefined));
