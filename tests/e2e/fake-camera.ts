import { writeFileSync } from 'node:fs';
import sharp from 'sharp';

const [width, height] = [640, 480];

/**
 * A file that Chromium plays as a camera (motion JPEG: pictures one after another, thirty a second, over and over). Each photo is shown in turn,
 * swaying a little as a person does.
 * @param secondsEach how long each photo stays
 */
export async function writeCameraFile(path: string, photos: readonly Uint8Array[], secondsEach = 2): Promise<void> {
  const frames: Buffer[] = [];
  const steps = Math.max(1, Math.round(secondsEach * 10));
  for (const photo of photos) {
    const larger = await sharp(photo)
      .rotate()
      .resize({ width: width + 32, height: height + 24, fit: 'contain', background: '#808080' })
      .toBuffer();
    for (let step = 0; step < steps; step++) {
      const phase = (2 * Math.PI * step) / steps;
      const frame = await sharp(larger)
        .extract({
          left: Math.round(16 + 14 * Math.sin(phase)),
          top: Math.round(12 + 8 * Math.cos(phase)),
          width,
          height,
        })
        .jpeg({ quality: 92 })
        .toBuffer();
      frames.push(frame);
    }
  }
  writeCameraFrames(path, frames);
}

/** The same of JPEGs, ten a second: each three times, for which ten movements a second are enough. */
export const writeCameraFrames = (path: string, frames: readonly Uint8Array[]): void =>
  writeFileSync(path, Buffer.concat(frames.flatMap((frame) => [frame, frame, frame])));
