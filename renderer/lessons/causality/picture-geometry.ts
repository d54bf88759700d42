import { textWidth } from '../../charts/measures.ts';
import { PLACE_MOST } from './settings.ts';

export type Pixel = readonly [x: number, y: number];

export const nodeHeight = 30;
const edge = { x: 66, y: 24 } as const;
/** Node names are written larger than a chart's text. */
const enlarged = 13 / 11;

export const nodeWidth = (name: string): number => Math.round(textWidth(name) * enlarged) + 26;

/** Between places 0 … 100 and pixels of a picture of this size, both ways. */
export function canvasOf(width: number, height: number) {
  const [w, h] = [Math.max(1, width - 2 * edge.x), height - 2 * edge.y];
  const within = (value: number): number => Math.round(Math.min(PLACE_MOST, Math.max(0, value)));
  return {
    px: ({ x, y }: { readonly x: number; readonly y: number }): Pixel => [
      edge.x + (x / PLACE_MOST) * w,
      edge.y + (y / PLACE_MOST) * h,
    ],
    place: ([x, y]: Pixel) => ({
      x: within(((x - edge.x) / w) * PLACE_MOST),
      y: within(((y - edge.y) / h) * PLACE_MOST),
    }),
  };
}

/** From the rim of one node to the rim of another, with room for the head; null: they cover each other. */
export function between(
  [x1, y1]: Pixel,
  width1: number,
  [x2, y2]: Pixel,
  width2: number,
): { readonly from: Pixel; readonly to: Pixel; readonly middle: Pixel } | null {
  const [dx, dy] = [x2 - x1, y2 - y1];
  const length = Math.hypot(dx, dy);
  // How far along the way from its middle a node's rim lies.
  const rim = (width: number): number =>
    Math.min(
      Math.abs(dx) < 1e-9 ? Number.POSITIVE_INFINITY : width / 2 / Math.abs(dx),
      Math.abs(dy) < 1e-9 ? Number.POSITIVE_INFINITY : nodeHeight / 2 / Math.abs(dy),
    ) + (length === 0 ? 0 : 3 / length);
  const [a, b] = [rim(width1), 1 - rim(width2)];
  if (!(b - a > 0)) return null;
  const at = (share: number): Pixel => [x1 + dx * share, y1 + dy * share];
  return { from: at(a), to: at(b), middle: at((a + b) / 2) };
}
