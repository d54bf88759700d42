import { memo, useMemo } from 'react';
import { contourLines, type Field } from './contour-lines.ts';
import { usePlane } from './plane-scales.ts';

/** A place in data coordinates. */
export type At = readonly [x: number, y: number];

interface LineProps {
  readonly points: readonly At[];
  readonly colour: string;
  readonly dashed?: boolean;
  readonly wide?: boolean;
  /** A dot at each of its points: what happened one after the other. */
  readonly dots?: boolean;
}

/** A curve or path; it stops at what is no number and goes on after it. */
export function PlaneLine({ points, colour, dashed = false, wide = false, dots = false }: LineProps) {
  const { x, y } = usePlane();
  let pen = false;
  const path = points.map((at) => {
    const shown = at.every(Number.isFinite);
    const step = shown ? `${pen ? 'L' : 'M'}${px(x(at[0]))},${px(y(at[1]))}` : '';
    pen = shown;
    return step;
  });
  return (
    <g className="plane-line" data-dashed={dashed || undefined} data-wide={wide || undefined}>
      <path d={path.join('')} style={{ stroke: colour }} />
      {dots &&
        points
          .filter((at) => at.every(Number.isFinite))
          .map((at, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a point of a path is its place
            <circle key={i} cx={px(x(at[0]))} cy={px(y(at[1]))} r={2.5} style={{ fill: colour }} />
          ))}
    </g>
  );
}

interface ArrowProps {
  readonly from: At;
  readonly to: At;
  readonly colour: string;
  readonly text?: string;
}

/** An arrow between two places; one shorter than its head is a dot. */
export function PlaneArrow({ from, to, colour, text }: ArrowProps) {
  const { x, y } = usePlane();
  const [x1, y1, x2, y2] = [x(from[0]), y(from[1]), x(to[0]), y(to[1])];
  const length = Math.hypot(x2 - x1, y2 - y1);
  if (!(length > 2)) return <circle cx={px(x1)} cy={px(y1)} r={2} style={{ fill: colour }} />;
  const [ux, uy] = [(x2 - x1) / length, (y2 - y1) / length];
  const head = Math.min(9, length);
  const [bx, by] = [x2 - ux * head, y2 - uy * head];
  return (
    <g className="plane-arrow">
      <line x1={px(x1)} y1={px(y1)} x2={px(bx)} y2={px(by)} style={{ stroke: colour }} />
      <path
        d={`M${px(x2)},${px(y2)}L${px(bx - uy * 4)},${px(by + ux * 4)}L${px(bx + uy * 4)},${px(by - ux * 4)}Z`}
        style={{ fill: colour }}
      />
      {text !== undefined && (
        <text x={px(x2 + ux * 10)} y={px(y2 + uy * 10)} dy="0.35em" textAnchor="middle" style={{ fill: colour }}>
          {text}
        </text>
      )}
    </g>
  );
}

interface RegionProps {
  readonly points: readonly At[];
  readonly colour: string;
  readonly outline?: boolean;
}

/** An area that a closed line surrounds: a unit ball, an interval. */
export function PlaneRegion({ points, colour, outline = true }: RegionProps) {
  const { x, y } = usePlane();
  return (
    <path
      className="plane-region"
      d={`M${points.map((at) => `${px(x(at[0]))},${px(y(at[1]))}`).join('L')}Z`}
      style={{ fill: colour, stroke: outline ? colour : 'none' }}
    />
  );
}

interface ContoursProps {
  /** Values on a grid over the plane's own domain. */
  readonly field: Field;
  readonly levels: readonly number[];
  readonly colour: string;
}

/** Lines of equal value (marching squares), the higher the paler. */
export const PlaneContours = memo(function PlaneContours({ field, levels, colour }: ContoursProps) {
  const { x, y } = usePlane();
  const lines = useMemo(() => levels.map((level) => contourLines(field, level)), [field, levels]);
  return (
    <g className="plane-contours">
      {lines.map((segments, i) => (
        <path
          key={levels[i]}
          d={segments.map(([a, b]) => `M${px(x(a[0]))},${px(y(a[1]))}L${px(x(b[0]))},${px(y(b[1]))}`).join('')}
          style={{ stroke: colour, strokeOpacity: 0.85 - (0.6 * i) / Math.max(1, levels.length - 1) }}
        />
      ))}
    </g>
  );
});

interface ClassesProps {
  /** The class of each cell of a grid over the plane's own domain, row by row from the lower left; −1: none. */
  readonly classes: readonly number[];
  readonly columns: number;
  readonly rows: number;
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
  readonly colour: (group: number) => string;
}

/** Which class is decided where: a pale ground under the points, cells of one row and class drawn as one. */
export const PlaneClasses = memo(function PlaneClasses(props: ClassesProps) {
  const { classes, columns, rows, x: across, y: up, colour } = props;
  const { x, y } = usePlane();
  const [w, h] = [(across[1] - across[0]) / columns, (up[1] - up[0]) / rows];
  // All cells of a class are one shape: where two of its rectangles overlap it is no darker.
  const shapes = new Map<number, string>();
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; ) {
      const group = classes[row * columns + column]!;
      const from = column;
      while (column < columns && classes[row * columns + column] === group) column++;
      if (group < 0) continue;
      const [left, right] = [x(across[0] + from * w), x(across[0] + column * w)];
      const [top, bottom] = [y(up[0] + (row + 1) * h), y(up[0] + row * h)];
      // A little over the edge: no seam between neighbours.
      const rect = `M${px(left)},${px(top)}H${px(right + 0.4)}V${px(bottom + 0.4)}H${px(left)}Z`;
      shapes.set(group, (shapes.get(group) ?? '') + rect);
    }
  return (
    <g className="plane-classes">
      {[...shapes].map(([group, d]) => (
        <path key={group} d={d} style={{ fill: colour(group) }} />
      ))}
    </g>
  );
});

const px = (value: number): number => Math.round(value * 10) / 10;
