import type { ReactNode } from 'react';
import { Axes } from './axes.tsx';
import { ChartFrame } from './chart-frame.tsx';
import { measures, textWidth } from './measures.ts';
import { scaleOf } from './scale-of.ts';
import type { AxisSpec } from './series.ts';
import { useWidth } from './use-width.ts';

export interface Bar {
  readonly id: string;
  readonly label: string;
  /** A custom property of theme/tokens.css. */
  readonly colour: string;
  /** Of a line of the same thing elsewhere: this bar is then hollow. */
  readonly dash?: string;
  /** Null: not measured (yet); the row stays, `said` tells why. */
  readonly value: number | null;
  readonly interval?: readonly [number, number] | null;
  /** The value in words, at the bar's end. */
  readonly said: string;
}

interface Props {
  readonly title: string;
  readonly hint?: string;
  readonly bars: readonly Bar[];
  /** A logarithmic axis begins its bars at the domain's lower end, which means nothing: it is told by ticks. */
  readonly x: AxisSpec;
  /** What rows and values are called in the table. */
  readonly rowWord: string;
  readonly valueWord: string;
  /** What an interval's ends are called there; default those of 95 %. */
  readonly endWords?: readonly [string, string];
  readonly aside?: ReactNode;
}

const rowHeight = 26;
const barHeight = 12;

/** A value a row, as bars from the left, each labelled with what it is and its value; intervals as whiskers. */
export function Bars({
  title,
  hint,
  bars,
  x: xAxis,
  rowWord,
  valueWord,
  endWords = ['95 % ≥', '95 % ≤'],
  aside,
}: Props) {
  const [plot, width] = useWidth();
  const left = Math.min(width * 0.4, Math.max(0, ...bars.map(({ label }) => textWidth(label))) + 12);
  // Bold, and after a gap.
  const right = 1.06 * Math.max(0, ...bars.map(({ said }) => textWidth(said))) + 12;
  const height = bars.length * rowHeight + measures.bottom + 4;
  const values = bars.flatMap(({ value, interval }) => [
    ...(value === null ? [] : [value]),
    ...(interval === undefined || interval === null ? [] : interval),
  ]);
  const x = scaleOf(xAxis, values, [left, Math.max(left + 1, width - right)]);
  const [begin, end] = x.range() as [number, number];
  const inside = (value: number): number => Math.min(end, Math.max(begin, x(value)));
  const y = scaleOf({ label: '', domain: [0, 1] }, [], [height - measures.bottom, 4]);
  return (
    <ChartFrame
      title={title}
      {...(hint === undefined ? {} : { hint })}
      aside={aside}
      data={{
        head: [rowWord, valueWord, ...endWords],
        rows: bars.map(({ label, value, interval }) => [label, value, interval?.[0] ?? null, interval?.[1] ?? null]),
      }}
    >
      <div className="chart-plot" ref={plot} style={{ height }}>
        <svg width={width} height={height} role="img" aria-label={title}>
          <Axes x={x} y={y} xAxis={xAxis} yAxis={{ label: '' }} width={width} height={height} bare />
          {bars.map(({ id, label, colour, dash, value, interval, said }, i) => {
            const middle = 4 + rowHeight * (i + 0.5);
            const to = value === null ? begin : inside(value);
            return (
              <g key={id} className="chart-bar">
                <text x={left - 8} y={middle} dy="0.32em" textAnchor="end">
                  {label}
                </text>
                {value !== null && (
                  <rect
                    x={begin}
                    y={middle - barHeight / 2}
                    width={Math.max(1, to - begin)}
                    height={barHeight}
                    rx={2}
                    style={{
                      fill: colour,
                      ...(dash !== undefined && { fillOpacity: 0.25, stroke: colour, strokeDasharray: dash }),
                    }}
                  />
                )}
                {interval !== undefined && interval !== null && (
                  <path
                    className="chart-whisker"
                    d={`M${inside(interval[0])},${middle}H${inside(interval[1])}M${inside(interval[0])},${middle - 4}v8M${inside(interval[1])},${middle - 4}v8`}
                  />
                )}
                <text
                  className="chart-bar-said"
                  x={(interval === undefined || interval === null ? to : Math.max(to, inside(interval[1]))) + 6}
                  y={middle}
                  dy="0.32em"
                >
                  {said}
                </text>
              </g>
            );
          })}
        </svg>
      </div>
    </ChartFrame>
  );
}
