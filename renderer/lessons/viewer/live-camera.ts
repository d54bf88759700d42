import { type RefObject, useEffect, useState } from 'react';
import type { RgbImage } from '../../../models/image.ts';
import { CameraError } from '../../desk/open-camera.ts';
import { openChosen } from '../../desk/use-camera.ts';
import { deskChoice } from '../parts/desk-choice.ts';
import { pixelsOf } from '../parts/face-pixels.ts';
import { faceOfPicture } from '../parts/load-face.ts';

export interface LiveCamera {
  readonly on: boolean;
  readonly picture: RgbImage | null;
  /** A face is wanted, and the last frame has none. */
  readonly faceless: boolean;
  readonly trouble: CameraError['trouble'] | null;
  readonly toggle: () => void;
}

/**
 * Frame after frame of the camera chosen at the Desk, each once the one before has been through the network. For a network that embeds, the
 * aligned face; frames without one are passed over. Nothing of it is kept.
 * @param done counts what has been through
 */
export function useLiveCamera(aligned: boolean, done: RefObject<number>): LiveCamera {
  const [on, setOn] = useState(false);
  const [picture, setPicture] = useState<RgbImage | null>(null);
  const [faceless, setFaceless] = useState(false);
  const [trouble, setTrouble] = useState<LiveCamera['trouble']>(null);
  useEffect(() => {
    if (!on) return;
    let current = true;
    let stream: MediaStream | null = null;
    const video = document.createElement('video');
    video.muted = true;
    const release = (): void => {
      for (const track of stream?.getTracks() ?? []) track.stop();
    };
    const fail = (why: CameraError['trouble']): void => {
      if (!current) return;
      setTrouble(why);
      setOn(false);
    };
    const go = async (): Promise<void> => {
      stream = await openChosen(deskChoice());
      if (stream === null) return fail('none');
      if (!current) return release();
      for (const track of stream.getVideoTracks()) track.addEventListener('ended', () => fail('ended'));
      video.srcObject = stream;
      await video.play();
      for (let last = -1; current; ) {
        await new Promise((resolve) => requestAnimationFrame(resolve));
        if (!current || done.current === last) continue;
        const frame = await pixelsOf(video);
        const face = aligned ? await faceOfPicture('camera', frame, 'frame') : null;
        if (!current) break;
        setFaceless(face !== null && !face.ok);
        if (face !== null && !face.ok) continue;
        last = done.current;
        setPicture(face === null ? frame : face.value.chip);
      }
    };
    go().catch((error: unknown) => fail(error instanceof CameraError ? error.trouble : 'failed'));
    return () => {
      current = false;
      release();
      video.srcObject = null;
      setPicture(null);
      setFaceless(false);
    };
  }, [on, aligned, done]);
  return {
    ...{ on, picture, faceless, trouble },
    toggle: () => {
      setTrouble(null);
      setOn(!on);
    },
  };
}
