import { useEffect, useRef, useState } from 'react';
import type { RgbImage } from '../../../models/image.ts';
import { CameraError } from '../../desk/open-camera.ts';
import { openChosen } from '../../desk/use-camera.ts';
import { pixelsOf } from '../parts/face-pixels.ts';
import { faceOfPicture } from '../parts/load-face.ts';

export interface LiveCamera {
  readonly on: boolean;
  readonly picture: RgbImage | null;
  readonly trouble: CameraError['trouble'] | 'failed' | null;
  readonly toggle: () => void;
}

/**
 * Frame after frame of the camera, each once the one before has been through the network. For a network that embeds, the aligned face; frames
 * without one are passed over. Nothing of it is kept.
 * @param done counts what has been through
 */
export function useLiveCamera(aligned: boolean, done: number): LiveCamera {
  const [on, setOn] = useState(false);
  const [picture, setPicture] = useState<RgbImage | null>(null);
  const [trouble, setTrouble] = useState<LiveCamera['trouble']>(null);
  const ready = useRef(done);
  ready.current = done;
  useEffect(() => {
    if (!on) return;
    let current = true;
    let stream: MediaStream | null = null;
    const video = document.createElement('video');
    video.muted = true;
    const go = async (): Promise<void> => {
      stream = await openChosen('any');
      if (stream === null) throw new Error('no camera');
      if (!current) return;
      video.srcObject = stream;
      await video.play();
      for (let last = -1; current; ) {
        await new Promise((resolve) => requestAnimationFrame(resolve));
        if (!current || ready.current === last) continue;
        const frame = await pixelsOf(video);
        const face = aligned ? await faceOfPicture('camera', frame, 'frame') : null;
        if (!current) break;
        if (face !== null && !face.ok) continue;
        last = ready.current;
        setPicture(face === null ? frame : face.value.chip);
      }
    };
    go().catch((error: unknown) => {
      if (!current) return;
      setTrouble(error instanceof CameraError ? error.trouble : 'failed');
      setOn(false);
    });
    return () => {
      current = false;
      for (const track of stream?.getTracks() ?? []) track.stop();
      video.srcObject = null;
      setPicture(null);
    };
  }, [on, aligned]);
  return {
    on,
    picture,
    trouble,
    toggle: () => {
      setTrouble(null);
      setOn(!on);
    },
  };
}
