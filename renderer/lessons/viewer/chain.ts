import type { ShownNetwork } from '../../../models/experiments/viewer/shown-network.ts';

/** A box of the picture in three dimensions. */
export interface ChainBox {
  readonly layer: number;
  /** Height, width, channels; of a vector 1, 1 and its length. */
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

const most = 24;

/** Layers that are drawn as boxes: those with weights, or of another size than what they read; of too many, evenly some. */
export function chainOf({ layers, arrangement }: ShownNetwork): ChainBox[] {
  const boxes = layers.flatMap(({ shape, layout, parameters, from, kind, op }, layer): ChainBox[] => {
    if (shape === null || shape.length < 2 || shape.length > 4 || shape.includes(null)) return [];
    const [, ...rest] = shape as number[];
    const size = (s: readonly (number | null)[] | null): string => s?.join() ?? '';
    const bare = /^(reshape|transpose|identity|squeeze|flatten|constant|shape)/i.test(op);
    if (kind !== 'input' && (bare || (parameters === 0 && from.some((i) => size(layers[i]!.shape) === size(shape)))))
      return [];
    if (rest.length === 3) {
      const [a, b, c] = rest as [number, number, number];
      // An input says no layout of its own: colours are few.
      const planar = kind === 'input' ? a <= 4 && c > 4 : layout === 'nchw';
      return [planar ? { layer, height: b, width: c, channels: a } : { layer, height: a, width: b, channels: c }];
    }
    return [{ layer, height: 1, width: 1, channels: rest.reduce((x, y) => x * y, 1) }];
  });
  const ordered = boxes.toSorted((a, b) => arrangement.places[a.layer]!.level - arrangement.places[b.layer]!.level);
  if (ordered.length <= most) return ordered;
  // Where sizes change is what one looks for; the rest fills up evenly.
  const changes = ordered.filter(
    (box, i) => i === 0 || i === ordered.length - 1 || sizeOf(box) !== sizeOf(ordered[i - 1]!),
  );
  const kept = new Set(evenly(changes, most));
  for (const box of evenly(ordered, most)) if (kept.size < most) kept.add(box);
  return ordered.filter((box) => kept.has(box));
}

const sizeOf = ({ height, width, channels }: ChainBox): string => `${height} ${width} ${channels}`;

const evenly = <T>(all: readonly T[], count: number): T[] =>
  all.length <= count
    ? [...all]
    : Array.from({ length: count }, (_, i) => all[Math.round((i * (all.length - 1)) / (count - 1))]!);
