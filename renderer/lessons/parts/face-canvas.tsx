import { useEffect, useRef } from 'react';
import type { RgbImage } from '../../../models/image.ts';
import { paint } from './face-pixels.ts';

/** Pixels as a picture; its size on screen is the style's matter. */
export function FaceCanvas({ picture, label, className }: { picture: RgbImage; label: string; className?: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (canvas.current !== null) paint(canvas.current, picture);
  }, [picture]);
  return <canvas ref={canvas} role="img" aria-label={label} className={className} />;
}
