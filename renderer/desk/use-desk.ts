import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { CallError } from '../../main/contract/errors.ts';
import { type LookedAt, startFrameLoop } from './frame-loop.ts';
import { FrameClock, type FrameTimes } from './frame-times.ts';

/** How often the figures of the strip change: faster could not be read. */
const timesEveryMs = 500;

export interface Desk {
  readonly looked: LookedAt | null;
  readonly error: CallError | null;
  readonly times: FrameTimes | null;
  readonly video: HTMLVideoElement | null;
  readonly onVideo: (video: HTMLVideoElement | null) => void;
}

/** The running desk: frames of the video element go to the host, the answers come back with their times; with softmax's where asked, of whole frames where pictures are taken of them. */
export function useDesk(softmax: boolean, whole: boolean): Desk {
  const [video, onVideo] = useState<HTMLVideoElement | null>(null);
  const [looked, setLooked] = useState<LookedAt | null>(null);
  const [error, setError] = useState<CallError | null>(null);
  const [times, setTimes] = useState<FrameTimes | null>(null);
  const clock = useRef(new FrameClock());
  // Switched without beginning the camera anew.
  const asks = useRef({ softmax, whole });
  asks.current = { softmax, whole };

  useEffect(() => {
    if (video === null) return;
    const stop = startFrameLoop(video, {
      camera: crypto.randomUUID(),
      softmax: () => asks.current.softmax,
      whole: () => asks.current.whole,
      onFrame: setLooked,
      onError: setError,
    });
    return () => {
      stop();
      setLooked(null);
      setError(null);
      setTimes(null);
      clock.current = new FrameClock();
    };
  }, [video]);

  // After the marks are in the document; the browser paints them right after the next animation frame's callbacks.
  useLayoutEffect(() => {
    if (looked === null) return;
    const { frame, takenAt } = looked;
    const pending = requestAnimationFrame((now) => clock.current.note(frame, performance.now() - takenAt, now));
    return () => cancelAnimationFrame(pending);
  }, [looked]);

  useEffect(() => {
    const timer = setInterval(() => setTimes(clock.current.read()), timesEveryMs);
    return () => clearInterval(timer);
  }, []);

  return { looked, error, times, video, onVideo: useCallback((next) => onVideo(next), []) };
}
