import { symbol, symbolCircle, symbolCross, symbolDiamond, symbolSquare, symbolStar, symbolTriangle } from 'd3-shape';
import { memo } from 'react';
import { measures } from './measures.ts';
import { classMark, type Sign } from './palette.ts';

const shapes = {
  circle: symbolCircle,
  square: symbolSquare,
  triangle: symbolTriangle,
  diamond: symbolDiamond,
  cross: symbolCross,
  star: symbolStar,
} as const;

const drawn = new Map<string, string>();

/** The outline of a mark of this area, in square pixels, about the origin. */
function outline(sign: Sign, area: number): string {
  const key = `${sign} ${area}`;
  const known = drawn.get(key) ?? symbol(shapes[sign], area)() ?? '';
  drawn.set(key, known);
  return known;
}

/** A place in the picture, in pixels. */
export interface Place {
  readonly x: number;
  readonly y: number;
  /** 0, far, to 1, near, where the picture has depth. */
  readonly depth?: number;
  /** The class it belongs to, from 0: its mark in every linked view. */
  readonly group: number;
  /** A picture as a data: address, null where there is none. */
  readonly face: string | null;
}

interface Props {
  readonly places: readonly Place[];
  /** Faces instead of marks, framed in their class's colour. */
  readonly faces?: boolean;
  readonly chosen?: boolean;
}

/** What is far away is paler. */
const nearer = (depth: number): number => 0.25 + 0.75 * depth;

/** Many marks; drawn again only when they move. */
export const Points = memo(function Points({ places, faces = false, chosen = false }: Props) {
  const area = chosen ? measures.pointAreaChosen : measures.pointArea;
  const side = measures.faceInPlace;
  return (
    <g className="chart-points">
      {places.map(({ x, y, depth = 1, group, face }, i) => {
        const { colour, sign } = classMark(group);
        return faces && face !== null ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: a point is its place in the list
          <g key={i} transform={`translate(${x - side / 2},${y - side / 2})`} opacity={nearer(depth)}>
            <image href={face} width={side} height={side} />
            <rect width={side} height={side} style={{ stroke: colour }} />
          </g>
        ) : (
          <path
            // biome-ignore lint/suspicious/noArrayIndexKey: as above
            key={i}
            d={outline(sign, area)}
            transform={`translate(${x},${y})`}
            opacity={nearer(depth)}
            style={{ fill: colour }}
          />
        );
      })}
    </g>
  );
});

/** A class's mark by itself, for words beside a picture. */
export function Mark({ group }: { group: number }) {
  const { colour, sign } = classMark(group);
  return (
    <svg width={12} height={12} aria-hidden className="chart-mark">
      <path d={outline(sign, measures.pointArea)} transform="translate(6,6)" style={{ fill: colour }} />
    </svg>
  );
}
