/** A thread that draws invented people: a range of a synthetic set's pictures a message, person by person. */
import { parentPort } from 'node:worker_threads';
import { syntheticRenderer } from '../../../models/train/synthetic-source.ts';
import type { DrawReply, DrawRequest } from './draw-messages.ts';

const port = parentPort;
if (port === null) throw new Error('draw-worker runs as a worker thread only.');

let made: { readonly key: string; readonly draw: (index: number) => Uint8Array } | null = null;

port.on('message', ({ id, choice, size, indices }: DrawRequest) => {
  const key = JSON.stringify([choice, size]);
  if (made?.key !== key) made = { key, draw: syntheticRenderer(choice, size) };
  const pixels = new Uint8Array(indices.length * size * size * 3);
  for (const [i, index] of indices.entries()) pixels.set(made.draw(index), i * size * size * 3);
  const reply: DrawReply = { id, pixels };
  port.postMessage(reply, [pixels.buffer]);
});
