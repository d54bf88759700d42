import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { ChartFrame } from './chart-frame.tsx';
import { CursorTrack } from './cursor-track.tsx';
import { measures } from './measures.ts';
import { type Place, Points } from './points.tsx';
import { Readout } from './readout.tsx';
import { ScatterReadout } from './scatter-readout.tsx';
import { type Cursor, useCursor } from './use-cursor.ts';
import { useWidth } from './use-width.ts';

export interface ScatterPoint {
  readonly x: number;
  readonly y: number;
  readonly group: number;
  /** Who it is, in words. */
  readonly label: string;
  readonly face: string | null;
  /** Its nearest others where distances are true (not in this picture), the nearest first, as places in the list. */
  readonly nearest: readonly number[];
}

interface Props {
  readonly title: string;
  readonly hint?: string;
  readonly points: readonly ScatterPoint[];
  readonly faces?: boolean;
  readonly height: number;
  readonly cursor?: Cursor;
  readonly aside?: ReactNode;
}

/**
 * Points without units, both directions to the same scale. The point under the cursor shows its face, lines to its nearest
 * neighbours and theirs, and its class stands out.
 */
export function Scatter({ title, hint, points, faces = false, height, cursor: shared, aside }: Props) {
  const { t } = useTranslation('charts');
  const own = useCursor();
  const cursor = shared ?? own;
  const [plot, width] = useWidth();
  const places = useMemo(() => fit(points, width, height), [points, width, height]);
  const at = cursor.x !== null && places[cursor.x] !== undefined ? cursor.x : null;
  const here = at === null ? null : { ...places[at]!, label: points[at]!.label, nearest: points[at]!.nearest };
  const group = here?.group ?? null;
  const chosen = useMemo(() => places.filter((place) => place.group === group), [places, group]);
  const where = useMemo(() => points.map((_, i) => i), [points]);
  const said =
    here === null
      ? t('cursorNowhere')
      : [here.label, ...here.nearest.map((i, n) => `${t('neighbour', { rank: n + 1 })} ${points[i]?.label}`)].join(
          ', ',
        );
  return (
    <ChartFrame
      title={title}
      {...(hint === undefined ? {} : { hint })}
      aside={aside}
      data={{
        head: [t('group'), 'x', 'y', t('neighbour', { rank: 1 })],
        rows: points.map(({ label, x, y, nearest }) => [
          label,
          Number(shortNumber(x, 4)) || x,
          y,
          points[nearest[0] ?? -1]?.label ?? null,
        ]),
      }}
    >
      <div
        className="chart-plot chart-scatter"
        ref={plot}
        style={{ height }}
        data-read={here === null ? undefined : true}
      >
        <svg width={width} height={height} role="img" aria-label={title}>
          <Points places={places} faces={faces} />
          {here !== null && (
            <g className="chart-chosen" aria-hidden>
              {here.nearest.map((i) => {
                const other = places[i];
                return (
                  other !== undefined && (
                    <line
                      key={i}
                      x1={here.x}
                      y1={here.y}
                      x2={other.x}
                      y2={other.y}
                      data-same={other.group === here.group || undefined}
                    />
                  )
                );
              })}
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
          />
        )}
        {here !== null && at !== null && (
          <Readout
            at={here.x}
            width={width}
            top={Math.max(0, Math.min(here.y - measures.face, height - 2 * measures.face))}
          >
            <ScatterReadout point={points[at]!} others={here.nearest.flatMap((i) => points[i] ?? [])} />
          </Readout>
        )}
      </div>
    </ChartFrame>
  );
}

function fit(points: readonly ScatterPoint[], width: number, height: number): Place[] {
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  const [left, right, low, high] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const room = measures.faceInPlace / 2 + 2;
  const scale = Math.min((width - 2 * room) / (right - left || 1), (height - 2 * room) / (high - low || 1));
  return points.map(({ x, y, group, face }) => ({
    x: width / 2 + (x - (left + right) / 2) * scale,
    y: height / 2 - (y - (low + high) / 2) * scale,
    group,
    face,
  }));
}

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
