import { useEffect, useRef } from 'react';
import type { FaceBox } from '../../main/contract/faces.ts';
import { clamp, sizeOf } from '../faces/crop.ts';
import type { LookedAt } from './frame-loop.ts';

const side = 112;
/** The small picture need not run at the camera's rate. */
const everyMs = 400;
/** Of the box, so that hair and chin are in it. */
const margin = 0.35;

/** The face as the camera saw it a moment ago. */
export function LiveCrop({ looked, box }: { looked: LookedAt; box: FaceBox }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const drawnAt = useRef(0);
  useEffect(() => {
    if (looked.takenAt - drawnAt.current < everyMs) return;
    drawnAt.current = looked.takenAt;
    void looked.picture.open().then((source) => {
      const { x, y, scale } = looked.picture.place;
      const { width, height } = sizeOf(source);
      // Beside a face at the picture's edge there is nothing to show: the square moves in.
      const size = Math.min(Math.max(box.width, box.height) * scale * (1 + 2 * margin), width, height);
      const left = clamp((box.x - x + box.width / 2) * scale - size / 2, 0, width - size);
      const top = clamp((box.y - y + box.height / 2) * scale - size / 2, 0, height - size);
      canvas.current?.getContext('2d')?.drawImage(source, left, top, size, size, 0, 0, side, side);
      source.close();
    });
  }, [looked, box]);
  return <canvas ref={canvas} width={side} height={side} className="live-crop" />;
}
