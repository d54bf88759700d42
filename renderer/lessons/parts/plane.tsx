import { type ReactNode, useMemo, useState } from 'react';
import { Axes } from '../../charts/axes.tsx';
import { type ChartData, ChartFrame } from '../../charts/chart-frame.tsx';
import { CursorTrack } from '../../charts/cursor-track.tsx';
import { shortNumber } from '../../charts/digits.ts';
import { Points } from '../../charts/points.tsx';
import { Readout } from '../../charts/readout.tsx';
import { nearestPlace } from '../../charts/scatter.tsx';
import { type Cursor, useCursor } from '../../charts/use-cursor.ts';
import { useWidth } from '../../charts/use-width.ts';
import { frameTexts } from '../frame/texts.ts';
import { useTexts } from '../frame/use-texts.ts';
import './plane.css';
import { PlaneDot, PlaneHandle, type PlanePoint } from './plane-handle.tsx';
import { type PlaneAxis, PlaneContext, planeScales } from './plane-scales.ts';

/** A place that is read, not moved: one stop of the plane's cursor, so that a hundred of them are one stop of the Tab key. */
export interface PlaneMark {
  readonly x: number;
  readonly y: number;
  /** Its class, from 0, which gives colour and sign; null where a layer draws it. */
  readonly group: number | null;
  /** What it is and how its number comes about, a line each; the first is the heading. */
  readonly told: readonly string[];
}

interface Props {
  readonly title: string;
  readonly hint?: string;
  readonly x: PlaneAxis;
  readonly y: PlaneAxis;
  /** Equal lengths in both directions, so that a circle is one. */
  readonly equal?: boolean;
  readonly height: number;
  readonly points?: readonly PlanePoint[];
  readonly marks?: readonly PlaneMark[];
  /** Of the marks; shared with charts over the same places. */
  readonly cursor?: Cursor;
  readonly data: ChartData;
  readonly aside?: ReactNode;
  /** Layers (plane-layers.tsx), in data coordinates, the undermost first; cut off at the plane's edge. */
  readonly children?: ReactNode;
}

/** Two dimensions with honest axes: layers, marks to read, and points to drag or to move by arrow keys. */
export function Plane(props: Props) {
  const { title, hint, x, y, equal = false, height, points = [], marks = [], data, aside, children } = props;
  const say = useTexts(frameTexts);
  const own = useCursor();
  const cursor = props.cursor ?? own;
  const [plot, width] = useWidth();
  // An axis is written in place by its owner: it is what it holds that counts.
  const key = JSON.stringify([x.domain, x.scale, y.domain, y.scale]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: as above
  const scales = useMemo(() => planeScales(x, y, width, height, equal), [key, width, height, equal]);
  const [left, right] = scales.x.range() as [number, number];
  const [bottom, top] = scales.y.range() as [number, number];
  const places = marks.map((mark) => ({
    x: scales.x(mark.x),
    y: scales.y(mark.y),
    group: mark.group ?? 0,
    face: null,
  }));
  const [held, setHeld] = useState<string | null>(null);
  const [limit, setLimit] = useState<string | null>(null);
  const at = cursor.x !== null && marks[cursor.x] !== undefined ? cursor.x : null;
  const point = points.find(({ id }) => id === held);
  // A point in the hand speaks before a mark under the pointer.
  const told =
    point?.told !== undefined
      ? { x: scales.x(point.x), y: scales.y(point.y), lines: point.told }
      : at === null
        ? null
        : { ...places[at]!, lines: marks[at]!.told };
  const zero = (scale: typeof scales.x): number | null => {
    const [low, high] = scale.domain() as [number, number];
    return low < 0 && high > 0 ? scale(0) : null;
  };
  const [zeroX, zeroY] = [zero(scales.x), zero(scales.y)];
  return (
    <ChartFrame title={title} {...(hint === undefined ? {} : { hint })} aside={aside} data={data}>
      <div className="chart-plot plane" ref={plot} style={{ height }}>
        <svg width={Math.max(1, width)} height={height} role="img" aria-label={title}>
          <rect className="plane-ground" x={left} y={top} width={Math.max(0, right - left)} height={bottom - top} />
          {/* A picture in the picture is cut off at its edge, without a name that would have to be its own. */}
          <svg
            aria-hidden
            x={left}
            y={top}
            width={Math.max(1, right - left)}
            height={bottom - top}
            viewBox={`${left} ${top} ${Math.max(1, right - left)} ${bottom - top}`}
          >
            <g className="plane-zero">
              {zeroX !== null && <line x1={zeroX} x2={zeroX} y1={top} y2={bottom} />}
              {zeroY !== null && <line x1={left} x2={right} y1={zeroY} y2={zeroY} />}
            </g>
            <PlaneContext value={scales}>{children}</PlaneContext>
            <Points places={places.filter((_, i) => marks[i]!.group !== null)} />
          </svg>
          <Axes x={scales.x} y={scales.y} xAxis={x} yAxis={y} width={width} height={height} />
          {points.map((one) => (
            <PlaneDot key={one.id} point={one} scales={scales} />
          ))}
          {at !== null && <circle className="plane-read" cx={places[at]!.x} cy={places[at]!.y} r={7} aria-hidden />}
        </svg>
        {marks.length > 0 && (
          <CursorTrack
            label={say('readPlane', { title })}
            said={at === null ? say('readNowhere') : marks[at]!.told.join('; ')}
            stops={marks.map((_, i) => i)}
            cursor={cursor}
            stopAt={(px, py) => nearestPlace(places, px, py)}
          />
        )}
        {points.map((one) => (
          <PlaneHandle
            key={one.id}
            point={one}
            x={x}
            y={y}
            scales={scales}
            keys={say('planeKeys')}
            onHold={(is) => setHeld((before) => (is ? one.id : before === one.id ? null : before))}
            onLimit={setLimit}
          />
        ))}
        {told !== null && (
          <Readout
            at={told.x}
            width={width}
            top={Math.max(0, Math.min(told.y - 24, height - 30 - 20 * told.lines.length))}
          >
            {told.lines.map((line, i) => (
              <p key={line} className={i === 0 ? 'chart-readout-at' : undefined}>
                {line}
              </p>
            ))}
          </Readout>
        )}
        <p className="plane-limit" role="status">
          {limit !== null &&
            say('planeLimit', {
              axis: limit === 'x' ? x.label : y.label,
              low: shortNumber((limit === 'x' ? x : y).domain[0]),
              high: shortNumber((limit === 'x' ? x : y).domain[1]),
            })}
        </p>
      </div>
    </ChartFrame>
  );
}
