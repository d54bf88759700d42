import type { DeskFrame } from '../../main/contract/desk.ts';
import type { CallError } from '../../main/contract/errors.ts';
import { isDesktop } from '../host/host.ts';
import { type CameraPicture, createCourier, type FrameAsk, restMs } from './courier.ts';
import { knowsTracks, startTrackLoop } from './track-loop.ts';

export interface LookedAt {
  readonly frame: DeskFrame;
  readonly picture: CameraPicture;
  /** When the camera took it, by performance.now(). */
  readonly takenAt: number;
}

export interface FrameLoopOptions {
  readonly camera: string;
  /** Asked at each frame. */
  readonly ask: () => FrameAsk;
  /** Asked at each frame: whether pictures are taken of it, so that the faces' surroundings do not do. */
  readonly whole: () => boolean;
  readonly onFrame: (looked: LookedAt) => void;
  readonly onError: (error: CallError | null) => void;
}

/**
 * Sends the camera's newest frame to the host whenever it has answered the last one: one frame in flight, none queued, so that what is shown
 * never lags behind. Returns what ends it.
 */
export function startFrameLoop(video: HTMLVideoElement, options: FrameLoopOptions): () => void {
  const [track] = (video.srcObject as MediaStream | null)?.getVideoTracks() ?? [];
  return track !== undefined && !isDesktop && knowsTracks()
    ? startTrackLoop(track, options)
    : startVideoLoop(video, options);
}

/** Frames as the page shows them. */
function startVideoLoop(video: HTMLVideoElement, options: FrameLoopOptions): () => void {
  const courier = createCourier();
  let ended = false;
  let busy = false;
  let pending = 0;

  const look = async (takenAt: number): Promise<void> => {
    const { outcome, picture } = await courier.carry(video, options.camera, options.ask());
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
      // A frame that could not be read (the camera was just stopped) is passed over.
      void look(captureTime ?? now)
        .catch(() => {})
        .finally(() => {
          busy = false;
        });
    });
  };
  next();
  return () => {
    ended = true;
    courier.close();
    video.cancelVideoFrameCallback(pending);
  };
}
