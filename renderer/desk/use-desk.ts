import { useDocumentVisibility } from '@mantine/hooks';
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { CallError } from '../../main/contract/errors.ts';
import type { FrameAsk } from './courier.ts';
import { type LookedAt, startFrameLoop } from './frame-loop.ts';
import { FrameClock, type FrameTimes } from './frame-times.ts';

/** How often the figures of the strip change: faster could not be read. */
const timesEveryMs = 500;

export interface Desk {
  readonly looked: LookedAt | null;
  readonly error: CallError | null;
  readonly times: FrameTimes | null;
  readonly video: HTMLVideoElement | null;
  /** The name under which the host knows its camera; null while there is none. */
  readonly camera: string | null;
  readonly onVideo: (video: HTMLVideoElement | null) => void;
}

/**
 * The running desk: frames of the video element go to the host, the answers come back with their times; of whole frames where pictures are
 * taken of them. While the page is hidden nobody is looked at: nobody would see who is recognised, and a door decides only where it can be watched.
 */
export function useDesk(ask: FrameAsk, whole: boolean): Desk {
  const [video, onVideo] = useState<HTMLVideoElement | null>(null);
  const [looked, setLooked] = useState<LookedAt | null>(null);
  const [error, setError] = useState<CallError | null>(null);
  const [times, setTimes] = useState<FrameTimes | null>(null);
  const [camera, setCamera] = useState<string | null>(null);
  const clock = useRef(new FrameClock());
  // Switched without beginning the camera anew.
  const asks = useRef({ ask, whole });
  asks.current = { ask, whole };
  const visible = useDocumentVisibility() === 'visible';

  useEffect(() => {
    if (video === null || !visible) return;
    const id = crypto.randomUUID();
    setCamera(id);
    const stop = startFrameLoop(video, {
      camera: id,
      ask: () => asks.current.ask,
      whole: () => asks.current.whole,
      onFrame: setLooked,
      onError: setError,
    });
    return () => {
      stop();
      setCamera(null);
      setLooked(null);
      setError(null);
      setTimes(null);
      clock.current = new FrameClock();
    };
  }, [video, visible]);

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

  return { looked, error, times, video, camera, onVideo: useCallback((next) => onVideo(next), []) };
}
