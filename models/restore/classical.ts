import { amountOf, type DegradationId } from '../degrade/degrade.ts';
import { outOfBlocks } from '../degrade/down-sample.ts';
import type { RgbImage } from '../image.ts';
import { resize } from '../sampling/resize.ts';
import { clahe, gammaCorrect, gammaFor, retinex } from './brighten.ts';
import { byChannel } from './channels.ts';
import { dehaze } from './dark-channel.ts';
import { deblock } from './deblock.ts';
import { nonLocalMeans } from './non-local-means.ts';
import { richardsonLucy } from './richardson-lucy.ts';
import { wiener } from './wiener.ts';

/** Restorers that nobody trained, by the degradation that they are for, the usual one first. */
export const classicalFor = {
  down: ['bicubic'],
  noise: ['non-local-means'],
  blur: ['wiener', 'richardson-lucy'],
  haze: ['dark-channel'],
  dark: ['gamma', 'clahe', 'retinex'],
  jpeg: ['deblock'],
} as const satisfies Readonly<Record<DegradationId, readonly string[]>>;
export type ClassicalId = (typeof classicalFor)[DegradationId][number];

/** A mid-grey face's mean brightness: what a dim picture is brought to. */
const MID_GREY = 110;

/** `amount` is the degradation's, in its own unit, and has to be known where the method asks for it (not of haze and low light). */
const METHODS: Readonly<Record<ClassicalId, (image: RgbImage, amount: number) => RgbImage>> = {
  bicubic: (image, factor) =>
    byChannel(outOfBlocks(image, factor), (channel) => resize(channel, image.height, image.width, 'cubic')),

  'non-local-means': (image, deviation) => nonLocalMeans(image, deviation),
  wiener: (image, deviation) => wiener(image, deviation),
  'richardson-lucy': (image, deviation) => richardsonLucy(image, deviation),
  'dark-channel': (image) => dehaze(image),
  gamma: (image) => gammaCorrect(image, gammaFor(image, MID_GREY)),
  clahe: (image) => clahe(image),
  retinex: (image) => retinex(image, Math.round(image.width / 8)),
  deblock: (image, quality) => deblock(image, quality),
};

/** Restores what a degradation of this strength left. Strength 0 is given back as it is. */
export function restoreClassically(
  image: RgbImage,
  degradation: DegradationId,
  strength: number,
  method: ClassicalId = classicalFor[degradation][0],
): RgbImage {
  return strength === 0 ? image : METHODS[method](image, amountOf(degradation, strength));
}
