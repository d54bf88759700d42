import { BufferAttribute, BufferGeometry } from 'three';
import type { Chain } from './chain.ts';
import type { PlacedChain } from './space-boxes.ts';

/** Above the tallest box that it leads past. */
const above = 0.25;

type Point = readonly [number, number, number];

/** Lines from box to box; what leads past a branch rises over it. */
export function linksGeometry({ boxes, at }: PlacedChain, { boxes: chain, links }: Chain): BufferGeometry {
  const tops: number[] = [];
  for (const [i, { rank }] of chain.entries()) tops[rank] = Math.max(tops[rank] ?? 0, boxes[i]!.height / 2);
  const positions = links.flatMap(({ from, to, through }) => {
    const [a, b] = [boxes[from]!, boxes[to]!];
    const first = chain[from]!.rank;
    if (through !== null) {
      const passed = through.map((column, i): Point => {
        const { x, z } = at(first + 1 + i, column);
        return [x, 0, z];
      });
      return segments([[a.x + a.depth / 2, 0, a.z], ...passed, [b.x - b.depth / 2, 0, b.z]]);
    }
    const over = above + Math.max(...tops.slice(first, chain[to]!.rank + 1));
    return segments([
      [a.x, a.height / 2, a.z],
      [a.x, over, a.z],
      [b.x, over, b.z],
      [b.x, b.height / 2, b.z],
    ]);
  });
  return new BufferGeometry().setAttribute('position', new BufferAttribute(new Float32Array(positions), 3));
}

/** Each point with the next. */
const segments = (points: readonly Point[]): number[] =>
  points.slice(1).flatMap((point, i) => [...points[i]!, ...point]);
