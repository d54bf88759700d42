import type { InventedOrder, InventedPicture } from './invented-worker.ts';

const [width, height, framesPerSecond] = [640, 480, 15];
/** Pictures of a sitting, drawn once, and for how long each is shown: looking around takes some eight seconds. */
const pictures = 24;
const shownMs = 340;

/** Camera choices of this kind are `invented:N`, person N from 0. */
const kind = 'invented';
export const inventedChoice = (person: number): string => `${kind}:${person}`;

/** Which invented person a choice shows, null for another camera. */
export function inventedPerson(choice: string): number | null {
  const [word, number] = choice.split(':');
  return word === kind && /^\d{1,6}$/.test(number ?? '') ? Number(number) : null;
}

/**
 * A camera before which a person stands who does not exist (models/synth): for showing and testing without anybody's face. They
 * look around slowly, as one does when being enrolled, and stay until another is chosen.
 */
export async function openInventedCamera(person: number): Promise<MediaStream | null> {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [width, height];
  const context = canvas.getContext('2d');
  if (context === null) return null;
  const worker = new Worker(new URL('./invented-worker.ts', import.meta.url), { type: 'module' });
  const drawn: ImageBitmap[] = [];
  const first = new Promise<void>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<InventedPicture>) => {
      drawn.push(data.picture);
      resolve();
      if (drawn.length === pictures) worker.terminate();
    };
    worker.onerror = () => reject(new Error('the invented person could not be drawn'));
  });
  worker.postMessage({ person, pictures, size: width } satisfies InventedOrder);
  await first;
  const draw = (now: number): void => {
    const step = Math.floor(now / shownMs);
    // Until all are drawn, those that are go to and fro.
    const picture = drawn[step % drawn.length]!;
    const sway = Math.sin(now / 900) * 3;
    context.drawImage(picture, -3 + sway, -3, width + 6, width + 6);
  };
  draw(performance.now());
  const timer = setInterval(() => draw(performance.now()), 1000 / framesPerSecond);
  const stream = canvas.captureStream(framesPerSecond);
  for (const track of stream.getVideoTracks()) {
    const stop = track.stop.bind(track);
    track.stop = () => {
      clearInterval(timer);
      worker.terminate();
      for (const picture of drawn) picture.close();
      stop();
    };
  }
  return stream;
}
