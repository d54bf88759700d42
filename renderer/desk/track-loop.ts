import { type CourierAnswer, type NextOrder, restMs, type TrackOrder } from './courier.ts';
import type { FrameLoopOptions } from './frame-loop.ts';

/** Chromium's; see https://www.w3.org/TR/mediacapture-transform/ */
declare const MediaStreamTrackProcessor: {
  new (options: { track: MediaStreamTrack; maxBufferSize?: number }): { readonly readable: ReadableStream<VideoFrame> };
};

/** Whether frames can be had from a camera's track without the page. */
export const knowsTracks = (): boolean => 'MediaStreamTrackProcessor' in globalThis;

/**
 * Gives a camera's track to a worker, which takes each frame to the host as the camera brings it: a frame that has to be shown first
 * comes later by what the page needs to draw it (docs/benchmarks.md). Returns what ends it.
 */
export function startTrackLoop(track: MediaStreamTrack, options: FrameLoopOptions): () => void {
  const worker = new Worker(new URL('./courier-worker.ts', import.meta.url), { type: 'module' });
  const { camera, ask, whole, onFrame, onError } = options;
  const next = (): void => worker.postMessage({ ask: ask(), whole: whole() } satisfies NextOrder);
  worker.onmessage = ({ data: { blob, place, outcome, takenAt } }: MessageEvent<CourierAnswer>) => {
    if (outcome.ok) {
      const picture = { place, open: () => createImageBitmap(blob) };
      onFrame({ frame: outcome.value, picture, takenAt: takenAt - performance.timeOrigin });
      onError(null);
    } else if (outcome.error.code !== 'CANCELLED') {
      onError(outcome.error);
      setTimeout(next, restMs);
      return;
    }
    next();
  };
  // One frame is kept, the newest.
  const { readable } = new MediaStreamTrackProcessor({ track, maxBufferSize: 1 });
  worker.postMessage({ camera, frames: readable } satisfies TrackOrder, [readable]);
  next();
  return () => worker.terminate();
}
