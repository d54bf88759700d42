import { type KeyboardEvent, type PointerEvent, useMemo, useRef } from 'react';
import { Axes } from './axes.tsx';
import { ChartFrame } from './chart-frame.tsx';
import { Curve } from './curve.tsx';
import { shortNumber } from './digits.ts';
import { Legend } from './direct-labels.tsx';
import { measures } from './measures.ts';
import { heights, scaleOf } from './scale-of.ts';
import { type AxisSpec, type Series, stops, valueNear } from './series.ts';
import { useWidth } from './use-width.ts';

interface Props {
  readonly title: string;
  readonly hint: string;
  readonly series: readonly Series[];
  readonly x: AxisSpec & { readonly domain: readonly [number, number] };
  readonly y: AxisSpec;
  readonly height?: number;
  readonly threshold: number;
  /** What the threshold is, and what it means, for those who hear it. */
  readonly label: string;
  readonly said: string;
  /** An arrow key's step in the units of x; page keys go ten. */
  readonly step: number;
  readonly onThreshold: (threshold: number) => void;
}

/** Curves over scores with a threshold that is dragged, or moved by the keys: the part at its right is accepted. */
export function ThresholdChart({
  title,
  hint,
  series,
  x: xAxis,
  y: yAxis,
  height = measures.height,
  threshold,
  label,
  said,
  step,
  onThreshold,
}: Props) {
  const [plot, width] = useWidth();
  const where = useMemo(() => stops(series), [series]);
  const x = scaleOf(xAxis, where, [measures.left, Math.max(measures.left + 1, width - measures.right)]);
  const y = scaleOf(yAxis, heights(series), [height - measures.bottom, measures.top + 12]);
  const [low, high] = xAxis.domain;
  const inside = (value: number): number => Math.min(high, Math.max(low, value));
  const [bottom, top] = y.range() as [number, number];
  const line = x(inside(threshold));
  const right = (x.range() as [number, number])[1];
  return (
    <ChartFrame
      title={title}
      hint={hint}
      data={{
        head: [xAxis.label, ...series.map((one) => one.label)],
        rows: where.map((at) => [at, ...series.map((one) => valueNear(one, at)?.y ?? null)]),
      }}
    >
      <Legend series={series} />
      <div className="chart-plot" ref={plot} style={{ height }}>
        <svg width={width} height={height} role="img" aria-label={title}>
          <rect className="chart-accepted" x={line} width={Math.max(0, right - line)} y={top} height={bottom - top} />
          <Axes x={x} y={y} xAxis={xAxis} yAxis={yAxis} width={width} height={height} />
          {series.map((one) => (
            <Curve key={one.id} series={one} x={x} y={y} />
          ))}
          <g className="chart-threshold" aria-hidden>
            <line x1={line} x2={line} y1={top - 4} y2={bottom} />
            <circle cx={line} cy={top - 4} r={5} />
            <text x={line} y={top - 12} textAnchor="middle">
              {shortNumber(threshold)}
            </text>
          </g>
        </svg>
        <ThresholdTrack
          {...{ label, said, step, low, high, onThreshold }}
          threshold={inside(threshold)}
          at={(px) => inside(x.invert(px))}
        />
      </div>
    </ChartFrame>
  );
}

interface TrackProps extends Pick<Props, 'label' | 'said' | 'step' | 'threshold' | 'onThreshold'> {
  readonly low: number;
  readonly high: number;
  readonly at: (px: number) => number;
}

function ThresholdTrack({ label, said, step, low, high, threshold, onThreshold, at }: TrackProps) {
  const held = useRef(false);
  const drag = (event: PointerEvent): void => {
    if (held.current) onThreshold(at(event.clientX - event.currentTarget.getBoundingClientRect().left));
  };
  const onKey = (event: KeyboardEvent): void => {
    const next = {
      ArrowLeft: threshold - step,
      ArrowDown: threshold - step,
      ArrowRight: threshold + step,
      ArrowUp: threshold + step,
      PageDown: threshold - 10 * step,
      PageUp: threshold + 10 * step,
      Home: low,
      End: high,
    }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    onThreshold(Math.min(high, Math.max(low, next)));
  };
  return (
    <div
      className="chart-track"
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-valuemin={low}
      aria-valuemax={high}
      aria-valuenow={threshold}
      aria-valuetext={said}
      onPointerDown={(event) => {
        held.current = true;
        event.currentTarget.setPointerCapture(event.pointerId);
        drag(event);
      }}
      onPointerMove={drag}
      onPointerUp={() => {
        held.current = false;
      }}
      onPointerCancel={() => {
        held.current = false;
      }}
      onKeyDown={onKey}
    />
  );
}
