import sharp from 'sharp';
import { decodeImage } from '../../main/engine/decode.ts';
import type { RgbImage } from '../../models/image.ts';
import { type Actor, heldPhoto } from '../bench/liveness/species.ts';
import { writeCameraFrames } from './fake-camera.ts';

/** A camera before which a hand holds a photo: somebody enrolled from that photo is recognised, and no sign of life is seen. */
export const writePhotoAttack = async (path: string, photo: Uint8Array, seconds = 5): Promise<void> =>
  film(path, heldPhoto(await decodeImage(photo), 1), seconds);

async function film(path: string, actor: Actor, seconds: number): Promise<void> {
  const frames: Buffer[] = [];
  for (let i = 0; i < seconds * 10; i++)
    frames.push(
      await sharp(...pixels(actor(i / 10, null)))
        .jpeg({ quality: 92 })
        .toBuffer(),
    );
  writeCameraFrames(path, frames);
}

const pixels = ({ width, height, data }: RgbImage) =>
  [Buffer.from(data), { raw: { width, height, channels: 3 } }] as const;
