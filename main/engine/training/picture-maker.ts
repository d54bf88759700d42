import { cutChip } from '../../../models/align/chip.ts';
import { fivePointsOf } from '../../../models/align/five-points.ts';
import { type ChipName, chipFor } from '../../../models/embed/chips.ts';
import type { NetworkChoice } from '../../../models/embed/networks/choice.ts';
import type { ModelRecord } from '../../../models/embed/record.ts';
import type { RgbImage } from '../../../models/image.ts';
import type { Pipeline } from '../../../models/pipeline.ts';
import { decodeImage, ImageError } from '../decode.ts';
import type { DrawPool } from './draw-pool.ts';
import type { PictureOrder } from './protocol.ts';

/** `chip`: where another alignment than the backbone's own is wanted. */
export type Format = Pick<NetworkChoice, 'backbone' | 'inputSize'> & { readonly chip?: ModelRecord['chip'] };

/** How faces are aligned for a network; invented people are drawn about so. */
export const alignmentOf = ({ backbone }: Pick<NetworkChoice, 'backbone'>): ChipName =>
  backbone === 'pretrained-projection' ? 'dlib' : 'arcface-5pt';

export type MadePicture =
  | {
      readonly ok: true;
      readonly chip: RgbImage;
      readonly landmarks?: readonly { readonly x: number; readonly y: number }[];
    }
  | { readonly ok: false; readonly reason: string };

/**
 * Makes aligned chips of orders, in order. What cannot be made is told, not thrown: one bad file does not end a run.
 * @param pipeline finds faces in files; asked for only where there are files without landmarks
 */
export async function makePictures(
  orders: readonly PictureOrder[],
  format: Format,
  pool: DrawPool,
  pipeline: () => Promise<Pipeline>,
): Promise<MadePicture[]> {
  const drawn = await drawnPictures(orders, format.inputSize, pool);
  const made: MadePicture[] = [];
  for (const [i, order] of orders.entries()) {
    const chip = drawn.get(i);
    made.push(chip === undefined ? await madeOf(order, format, pipeline) : { ok: true, chip });
  }
  return made;
}

async function drawnPictures(
  orders: readonly PictureOrder[],
  size: number,
  pool: DrawPool,
): Promise<Map<number, RgbImage>> {
  const drawn = new Map<number, RgbImage>();
  const synthetic = orders.flatMap((order, at) => (order.kind === 'synthetic' ? [{ ...order, at }] : []));
  const [first] = synthetic;
  if (first === undefined) return drawn;
  const pixels = await pool.draw(
    first.choice,
    size,
    synthetic.map(({ index }) => index),
  );
  for (const [i, { at }] of synthetic.entries()) drawn.set(at, { width: size, height: size, data: pixels[i]! });
  return drawn;
}

async function madeOf(
  order: Exclude<PictureOrder, { kind: 'synthetic' }> | PictureOrder,
  format: Format,
  pipeline: () => Promise<Pipeline>,
): Promise<MadePicture> {
  if (order.kind === 'synthetic') throw new Error('a synthetic picture was not drawn');
  const alignment = {
    chip: format.chip ?? chipFor(alignmentOf(format), format.inputSize),
    inputSize: format.inputSize,
  };
  try {
    if (order.kind === 'crop') {
      const { png, landmarks } = order.crop;
      return { ok: true, chip: cutChip(await decodeImage(png), fivePointsOf(landmarks), alignment) };
    }
    const image = await decodeImage(order.bytes);
    const landmarks = order.landmarks ?? (await landmarksIn(image, await pipeline()));
    if (landmarks === null) return { ok: false, reason: 'no face was found' };
    return { ok: true, chip: cutChip(image, fivePointsOf(landmarks), alignment), landmarks };
  } catch (error) {
    if (error instanceof ImageError) return { ok: false, reason: error.message };
    throw error;
  }
}

/** One quick pass of the detector; of several faces the one nearest the middle, as in evaluation. */
async function landmarksIn(image: RgbImage, pipeline: Pipeline) {
  const { faces } = await pipeline.analyse(image, { search: 'frame', only: 'nearest-centre', embed: false });
  return faces[0]?.landmarks ?? null;
}
