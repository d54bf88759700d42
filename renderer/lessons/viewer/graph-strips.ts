import type { Arrangement } from '../../../models/inspect/arrange.ts';
import { boxWidth, stepX, stepY } from './graph-edges.ts';

/** Between strips and about all of them. */
const margin = 24;
/** Width by height of what is saved, about: a page or a slide. */
const aspect = 1.6;
/** Pixels for one of the page's where there is room, and how much room browsers' pictures have for sure. */
const dotsWanted = 2;
const [mostSide, mostArea] = [16_384, 64e6];

export interface Strip {
  /** Where it stands in the picture. */
  readonly left: number;
  /** What of the graph it shows. */
  readonly top: number;
}

export interface Strips {
  readonly strips: readonly Strip[];
  readonly stripWidth: number;
  readonly stripHeight: number;
  readonly width: number;
  readonly height: number;
  /** Pixels of the file for one of these. */
  readonly dots: number;
  /** How much of the wanted size that is, at most 1. */
  readonly scale: number;
}

export const stripMargin = margin;

/** A graph's levels, hundreds below each other, as strips beside each other, each read from its top on; smaller where it is too large for a picture. */
export function stripsOf({ levels, width: columns }: Pick<Arrangement, 'levels' | 'width'>): Strips {
  const stripWidth = columns * stepX + boxWidth + 2;
  const across = stripWidth + margin;
  const wanted = Math.max(1, Math.round(Math.sqrt((aspect * levels * stepY) / across)));
  const each = Math.max(1, Math.ceil(levels / wanted));
  const count = Math.max(1, Math.ceil(levels / each));
  const stripHeight = each * stepY;
  const [width, height] = [count * across + margin, stripHeight + 2 * margin];
  const dots = Math.min(dotsWanted, mostSide / Math.max(width, height), Math.sqrt(mostArea / (width * height)));
  return {
    strips: Array.from({ length: count }, (_, i) => ({ left: margin + i * across, top: (i * each - 0.5) * stepY })),
    ...{ stripWidth, stripHeight, width, height, dots, scale: dots / dotsWanted },
  };
}
