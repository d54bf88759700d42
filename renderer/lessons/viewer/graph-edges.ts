import type { ShownNetwork } from '../../../models/experiments/viewer/shown-network.ts';

/** A box, and from one to the next. */
export const [boxWidth, boxHeight, stepX, stepY] = [184, 46, 204, 78] as const;

/** All arrows that touch the picture, as one path: hundreds of elements less. */
export function edgesIn(
  { edges, places }: ShownNetwork['arrangement'],
  at: readonly { readonly x: number; readonly y: number }[],
  inView: (x: number, y: number, room?: number) => boolean,
): string {
  let path = '';
  for (const { from, to, through } of edges) {
    const first = places[from]!.level;
    let [x, y] = [at[from]!.x, at[from]!.y + boxHeight / 2];
    for (let i = 0; i <= through.length; i++) {
      const last = i === through.length;
      const nx = last ? at[to]!.x : through[i]! * stepX;
      const ny = last ? at[to]!.y - boxHeight / 2 : (first + 1 + i) * stepY;
      if (inView(x, y, stepY) || inView(nx, ny, stepY)) {
        const middle = (y + ny) / 2;
        path += `M${x} ${y}C${x} ${middle} ${nx} ${middle} ${nx} ${ny}`;
      }
      [x, y] = [nx, ny];
    }
  }
  return path;
}
