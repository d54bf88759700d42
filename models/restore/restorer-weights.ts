import type { WeightRequest } from '../embed/networks/layers.ts';
import { CELL, CELL_CHANNELS } from './cells.ts';

const KERNEL = 3;
/** Of the two hidden layers. */
export const WIDTH = 24;

/** Inputs and outputs of each convolution; the last one sees the picture again beside what the others made of it. */
const layers = [
  [CELL_CHANNELS, WIDTH],
  [WIDTH, WIDTH],
  [CELL_CHANNELS + WIDTH, CELL_CHANNELS],
] as const;

/** Its weights, in the order in which they are packed. The last layer begins with zeros: an untrained restorer changes nothing. */
export const RESTORER_WEIGHTS: readonly WeightRequest[] = layers.flatMap(([from, to], i) => [
  {
    ...{
      name: `restore${i}/filter`,
      shape: [KERNEL, KERNEL, from, to],
      fanIn: KERNEL * KERNEL * from,
      kind: 'trained' as const,
    },
    init: i === layers.length - 1 ? ('zeros' as const) : ('he' as const),
  },
  { name: `restore${i}/bias`, shape: [to], init: 'zeros' as const, fanIn: 1, kind: 'trained' as const },
]);

/** Multiply-accumulates for a picture of so many pixels. */
export const restorerMacs = (pixels: number): number =>
  (pixels / (CELL * CELL)) * layers.reduce((sum, [from, to]) => sum + KERNEL * KERNEL * from * to, 0);
