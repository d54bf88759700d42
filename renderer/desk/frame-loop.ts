import type { DeskFrame } from '../../main/contract/desk.ts';
import type { CallError } from '../../main/contract/errors.ts';
import { call } from '../host/host.ts';

export interface LookedAt {
  readonly frame: DeskFrame;
  /** The frame itself, JPEG. */
  readonly picture: Blob;
  /** When the camera took it, by performance.now(). */
  readonly takenAt: number;
}

export interface FrameLoopOptions {
  readonly camera: string;
  readonly onFrame: (looked: LookedAt) => void;
  readonly onError: (error: CallError | null) => void;
}

const jpeg = { type: 'image/jpeg', quality: 0.9 } as const;
/** After a failure, so that a host that is gone is not asked thirty times a second. */
const restMs = 500;

/**
 * Sends the camera's newest frame to the host whenever it has answered the last one: one frame in flight, none queued, so that what is shown
 * never lags behind. Returns what ends it.
 */
export function startFrameLoop(video: HTMLVideoElement, options: FrameLoopOptions): () => void {
  const canvas = new OffscreenCanvas(1, 1);
  let ended = false;
  let busy = false;
  let pending = 0;

  const look = async (takenAt: number): Promise<void> => {
    if (canvas.width !== video.videoWidth) canvas.width = video.videoWidth;
    if (canvas.height !== video.videoHeight) canvas.height = video.videoHeight;
    canvas.getContext('2d')?.drawImage(video, 0, 0);
    const picture = await canvas.convertToBlob(jpeg);
    const image = new Uint8Array(await picture.arrayBuffer());
    const outcome = await call('desk.frame', { camera: options.camera, image });
    if (ended) return;
    if (outcome.ok) {
      options.onFrame({ frame: outcome.value, picture, takenAt });
      options.onError(null);
    } else if (outcome.error.code !== 'CANCELLED') {
      options.onError(outcome.error);
      await new Promise((resolve) => setTimeout(resolve, restMs));
    }
  };
  const next = (): void => {
    if (ended) return;
    pending = video.requestVideoFrameCallback((now, { captureTime }) => {
      next();
      if (busy || video.videoWidth === 0) return;
      busy = true;
      void look(captureTime ?? now).finally(() => {
        busy = false;
      });
    });
  };
  next();
  return () => {
    ended = true;
    video.cancelVideoFrameCallback(pending);
  };
}
