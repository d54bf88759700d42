import { EYES } from './landmarks.ts';

/**
 * Eye aspect ratio, the mean of both eyes: (|p2−p6| + |p3−p5|) / (2·|p1−p4|). About 0.25–0.35 open, below 0.2 closed; it hardly depends on
 * the head's tilt and distance. Soukupová & Čech 2016, "Real-Time Eye Blink Detection using Facial Landmarks", equation 1.
 *
 * @param mesh 468 × (x, y, z), pixels
 */
export function eyeAspectRatio(mesh: Float32Array): number {
  const distance = (i: number, j: number): number =>
    Math.hypot(mesh[i * 3]! - mesh[j * 3]!, mesh[i * 3 + 1]! - mesh[j * 3 + 1]!);
  const ratios = EYES.map(([p1, p2, p3, p4, p5, p6]) => {
    const width = distance(p1, p4);
    return width > 0 ? (distance(p2, p6) + distance(p3, p5)) / (2 * width) : 0;
  });
  return (ratios[0]! + ratios[1]!) / 2;
}
