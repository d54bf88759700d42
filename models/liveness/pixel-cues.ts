import { warp } from '../align/warp.ts';
import type { Box, RgbImage } from '../image.ts';
import type { Network } from '../network.ts';
import type { PixelCues } from './sample.ts';
import { patternStrength } from './screen.ts';

/** Two published anti-spoofing networks (@vladmandic/human); absent where their files are not. */
export interface HintNetworks {
  readonly antispoof?: Network | undefined;
  readonly liveness?: Network | undefined;
}

/** As their package cuts a face: its box enlarged by this factor, to a square of so many pixels, 0..1. */
const MARGIN = 1.4;
const SIDES = { antispoof: 128, liveness: 32 } as const;

/** What the pixels of one face in a full frame say. The networks cost a few milliseconds; without them it is the spectrum alone. */
export async function pixelCues(image: RgbImage, box: Box, networks: HintNetworks = {}): Promise<PixelCues> {
  return {
    screen: patternStrength(image, box),
    antispoof: await scoreOf(networks.antispoof, image, box, SIDES.antispoof),
    liveness: await scoreOf(networks.liveness, image, box, SIDES.liveness),
  };
}

async function scoreOf(network: Network | undefined, image: RgbImage, box: Box, side: number): Promise<number | null> {
  if (network === undefined) return null;
  const scale = (Math.max(box.width, box.height) * MARGIN) / side;
  const middle = (side - 1) / 2;
  const toImage = {
    a: scale,
    b: 0,
    tx: box.x + box.width / 2 - scale * middle,
    ty: box.y + box.height / 2 - scale * middle,
  };
  const data = warp(image, toImage, side, new Float32Array(side * side * 3));
  for (let i = 0; i < data.length; i++) data[i]! /= 255;
  const [output] = await network.run({ dtype: 'float32', shape: [1, side, side, 3], data });
  return output?.data[0] ?? null;
}
