import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { ChartFrame } from './chart-frame.tsx';
import { CursorTrack } from './cursor-track.tsx';
import { measures } from './measures.ts';
import { type Place, Points } from './points.tsx';
import { Readout } from './readout.tsx';
import { type ReadPoint, ScatterReadout } from './scatter-readout.tsx';
import { type Cursor, useCursor } from './use-cursor.ts';
import { useWidth } from './use-width.ts';

export interface ScatterPoint {
  readonly x: number;
  readonly y: number;
  /** In a picture that can be turned, how near it is: 0 … 1. */
  readonly depth?: number;
  /** Its class, from 0. */
  readonly group: number;
  /** Who it is, in words. */
  readonly label: string;
}

/** What is looked up for the point being read, or for all when faces are shown. Another object when answers changed. */
export interface ScatterLookup {
  /** Its nearest others where distances are true (not in this picture), the nearest first, as places in the list. */
  readonly nearest: (at: number) => readonly number[];
  /** A picture as a data: address; null where there is none or it is on its way. */
  readonly face: (at: number) => string | null;
}

/** A picture of three dimensions: turned by dragging, and of one size from every side. */
export interface Turnable {
  /** Of the sphere about the origin that holds all points. */
  readonly radius: number;
  /** The pointer dragged so far, in pixels. */
  readonly onDrag: (dx: number, dy: number) => void;
}

interface Props {
  readonly title: string;
  readonly hint?: string;
  readonly points: readonly ScatterPoint[];
  readonly lookup: ScatterLookup;
  /** All as faces, not marks. */
  readonly faces?: boolean;
  readonly height: number;
  readonly turnable?: Turnable;
  readonly cursor?: Cursor;
  readonly aside?: ReactNode;
}

const noFace = (): null => null;

/**
 * Points without units, both directions to the same scale. The point under the cursor shows its face, lines to its nearest
 * neighbours and theirs, and its class stands out.
 */
export function Scatter(props: Props) {
  const { title, hint, points, lookup, faces = false, height, turnable, cursor: shared, aside } = props;
  const { t } = useTranslation('charts');
  const own = useCursor();
  const cursor = shared ?? own;
  const [plot, width] = useWidth();
  const face = faces ? lookup.face : noFace;
  const radius = turnable?.radius ?? null;
  const places = useMemo(() => placed(points, face, width, height, radius), [points, face, width, height, radius]);
  const at = cursor.x !== null && places[cursor.x] !== undefined ? cursor.x : null;
  const here = at === null ? null : places[at]!;
  const nearest = useMemo(() => (at === null ? [] : lookup.nearest(at)), [lookup, at]);
  const group = here?.group ?? null;
  const chosen = useMemo(() => places.filter((place) => place.group === group), [places, group]);
  const where = useMemo(() => points.map((_, i) => i), [points]);
  const read = (i: number): ReadPoint => ({ ...points[i]!, face: lookup.face(i) });
  const said =
    at === null
      ? t('cursorNowhere')
      : [
          points[at]!.label,
          ...nearest.map((i, n) => `${t('neighbour', { rank: n + 1 })} ${points[i]?.label ?? ''}`),
        ].join(', ');
  const data = { head: [t('group'), 'x', 'y'], rows: points.map(({ label, x, y }) => [label, x, y]) };
  return (
    <ChartFrame title={title} {...(hint === undefined ? {} : { hint })} aside={aside} data={data}>
      <div
        className="chart-plot chart-scatter"
        ref={plot}
        style={{ height }}
        data-read={at === null ? undefined : true}
      >
        <svg width={width} height={height} role="img" aria-label={title}>
          <Points places={places} faces={faces} />
          {here !== null && (
            <g className="chart-chosen" aria-hidden>
              {nearest.map((i) => (
                <line
                  key={i}
                  x1={here.x}
                  y1={here.y}
                  x2={places[i]!.x}
                  y2={places[i]!.y}
                  data-same={places[i]!.group === group || undefined}
                />
              ))}
              <Points places={chosen} faces={faces} />
              <Points places={[here]} chosen />
            </g>
          )}
        </svg>
        {points.length > 0 && (
          <CursorTrack
            label={t('read', { title })}
            said={said}
            stops={where}
            cursor={cursor}
            stopAt={(px, py) => nearestPlace(places, px, py)}
            {...(turnable && { onDrag: turnable.onDrag })}
          />
        )}
        {at !== null && here !== null && (
          <Readout
            at={here.x}
            width={width}
            top={Math.max(0, Math.min(here.y - measures.face, height - 2 * measures.face))}
          >
            <ScatterReadout point={read(at)} others={nearest.map(read)} />
          </Readout>
        )}
      </div>
    </ChartFrame>
  );
}

/** Points as large as the frame allows, in its middle; about the origin where they turn in a sphere of this radius. */
function placed(
  points: readonly ScatterPoint[],
  face: (at: number) => string | null,
  width: number,
  height: number,
  radius: number | null,
): Place[] {
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  const [left, right, low, high] =
    radius === null
      ? [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)]
      : [-radius, radius, -radius, radius];
  const room = measures.faceInPlace / 2 + 2;
  const scale = Math.min((width - 2 * room) / (right - left || 1), (height - 2 * room) / (high - low || 1));
  return points.map(({ x, y, depth, group }, i) => ({
    x: width / 2 + (x - (left + right) / 2) * scale,
    y: height / 2 - (y - (low + high) / 2) * scale,
    ...(depth !== undefined && { depth }),
    group,
    face: face(i),
  }));
}

/** The place nearest to a pointer, null where none is near enough to be meant. */
export function nearestPlace(
  places: readonly { readonly x: number; readonly y: number }[],
  px: number,
  py: number,
): number | null {
  let best: number | null = null;
  let least: number = measures.reach ** 2;
  places.forEach(({ x, y }, i) => {
    const squared = (x - px) ** 2 + (y - py) ** 2;
    if (squared < least) [best, least] = [i, squared];
  });
  return best;
}
