import { bump, smoothstep } from './colour.ts';
import type { Identity } from './identity.ts';

/** A smooth curve through points (height, value), heights descending; monotone between them (Fritsch, Carlson 1980). */
function curve(points: readonly (readonly [number, number])[]): (y: number) => number {
  const slopes = points.map((_, i) => {
    if (i === 0 || i === points.length - 1) return 0;
    const before = slope(points[i - 1]!, points[i]!);
    const after = slope(points[i]!, points[i + 1]!);
    return before * after <= 0 ? 0 : (2 * before * after) / (before + after);
  });
  return (y) => {
    let i = 0;
    while (i < points.length - 2 && y < points[i + 1]![0]) i++;
    const [[y0, v0], [y1, v1]] = [points[i]!, points[i + 1]!];
    const h = y1 - y0;
    const t = Math.max(0, Math.min(1, (y - y0) / h));
    const u = 1 - t;
    return u * u * (1 + 2 * t) * v0 + t * t * (3 - 2 * t) * v1 + t * u * h * (u * slopes[i]! - t * slopes[i + 1]!);
  };
}
const slope = (a: readonly [number, number], b: readonly [number, number]): number => (b[1] - a[1]) / (b[0] - a[0]);

/** The head as horizontal sections: how far it reaches sideways, forwards and backwards at each height. */
export interface HeadShape {
  halfWidth(y: number): number;
  /** A point of the skin at height y and angle θ from straight ahead: [x, z]. */
  point(y: number, angle: number): readonly [number, number];
}

export const CROWN = 1.02;
export const CHIN = -1.02;

/** Sections rounder than an ellipse: a face is flatter in front than an egg. */
const ROUND = 0.86;

export function headShape({ shape, eyes, nose, mouth, brows }: Identity): HeadShape {
  const { width, cheeks, jaw, chin, chinForward, forehead, brow, depth } = shape;
  const halfWidth = curve([
    [CROWN, 0],
    [0.92, 0.36 * width],
    [0.72, 0.57 * width],
    [0.45, 0.67 * width],
    [0.12, 0.7 * width],
    [-0.2, 0.68 * width * cheeks],
    [-0.48, 0.6 * width * (0.5 + 0.5 * jaw)],
    [-0.7, 0.49 * width * jaw],
    [-0.86, 0.34 * width * jaw * (0.5 + 0.5 * chin)],
    [-0.97, 0.19 * chin],
    [CHIN, 0.02],
  ]);
  const front = curve([
    [CROWN, 0],
    [0.92, 0.36],
    [0.72, 0.56 + forehead],
    [0.45, 0.67 + forehead],
    [0.15, 0.7],
    [-0.05, 0.67],
    [-0.35, 0.68],
    [-0.62, 0.68],
    [-0.78, 0.64 + chinForward * 0.5],
    [-0.88, 0.65 + chinForward],
    [-0.97, 0.54 + chinForward],
    [CHIN, 0.3],
  ]);
  const back = curve([
    [CROWN, 0],
    [0.92, 0.46],
    [0.72, 0.7],
    [0.4, 0.86],
    [0.05, 0.88],
    [-0.35, 0.7],
    [-0.65, 0.35],
    [CHIN, 0.1],
  ]);
  const noseBase = -nose.length;
  const features = (x: number, y: number): number => {
    const ax = Math.abs(x);
    const along = (0.16 - y) / (0.16 - noseBase);
    const ridge = along < 0 ? 0 : nose.bridge + (nose.tip - nose.bridge) * along ** 1.6;
    const fall =
      smoothstep(-0.1, 0.16, along) * smoothstep(noseBase - 0.07 + nose.lift, noseBase + 0.03 + nose.lift, y);
    const spread = (0.055 + 0.055 * Math.max(0, along) ** 2) * nose.width;
    return (
      ridge * fall * Math.exp(-((x / spread) ** 2)) +
      0.05 * bump(ax - 0.115 * nose.width, y - noseBase - 0.03, 0.05, 0.05) +
      brow * bump(ax - 0.26, y - brows.height + 0.02, 0.22, 0.07) -
      eyes.depth * bump(ax - eyes.apart + 0.04, y - 0.02, 0.15, 0.1) +
      0.035 * bump(ax - eyes.apart, y, 0.1, 0.07) +
      0.035 * bump(ax - 0.4, y + 0.22, 0.16, 0.14) +
      0.05 * bump(x, y + mouth.height, mouth.width * 0.9, 0.12) +
      0.025 * bump(x, y + mouth.height - mouth.upper * 0.6, mouth.width * 0.6, 0.035) +
      0.03 * bump(x, y + mouth.height + mouth.lower * 0.7, mouth.width * 0.6, 0.04) -
      0.03 * bump(x, y + mouth.height + 0.15, 0.16, 0.05)
    );
  };
  return {
    halfWidth,
    point(y, angle) {
      const [sine, cosine] = [Math.sin(angle), Math.cos(angle)];
      const x = halfWidth(y) * Math.sign(sine) * Math.abs(sine) ** ROUND;
      const reach = cosine >= 0 ? front(y) : -back(y);
      const z = reach * Math.abs(cosine) ** ROUND * depth;
      return [x, cosine > 0 ? z + features(x, y) * smoothstep(0, 0.35, cosine) : z];
    },
  };
}
