import type { RgbImage } from '../../../models/image.ts';
import type { SyntheticOrder, SyntheticPicture } from './synthetic-worker.ts';

let worker: Worker | null = null;
let nextId = 1;
const waiting = new Map<number, { resolve: (picture: RgbImage) => void; reject: (error: Error) => void }>();

/** A picture of a synthetic person, `size` pixels square: the same bytes each time. The worker ends when nothing is asked of it. */
export function drawSynthetic(order: Omit<SyntheticOrder, 'id'>): Promise<RgbImage> {
  worker ??= start();
  const id = nextId++;
  worker.postMessage({ ...order, id } satisfies SyntheticOrder);
  return new Promise((resolve, reject) => waiting.set(id, { resolve, reject }));
}

function start(): Worker {
  const started = new Worker(new URL('./synthetic-worker.ts', import.meta.url), { type: 'module' });
  const end = (): void => {
    started.terminate();
    if (worker === started) worker = null;
  };
  started.onmessage = ({ data: { id, picture } }: MessageEvent<SyntheticPicture>) => {
    waiting.get(id)?.resolve(picture);
    waiting.delete(id);
    if (waiting.size === 0) end();
  };
  started.onerror = () => {
    for (const { reject } of waiting.values()) reject(new Error('a synthetic person could not be drawn'));
    waiting.clear();
    end();
  };
  return started;
}
