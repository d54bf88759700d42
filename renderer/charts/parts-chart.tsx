import type { ReactNode } from 'react';
import { Axes } from './axes.tsx';
import { ChartFrame } from './chart-frame.tsx';
import { percent } from './digits.ts';
import { measures, textWidth } from './measures.ts';
import { scaleOf } from './scale-of.ts';
import { useWidth } from './use-width.ts';

export interface Part {
  readonly id: string;
  readonly label: string;
  /** A custom property of theme/tokens.css. */
  readonly colour: string;
}

export interface PartsRow {
  readonly id: string;
  readonly label: string;
  /** Counts in the order of the parts. */
  readonly counts: readonly number[];
}

interface Props {
  readonly title: string;
  readonly hint?: string;
  readonly parts: readonly Part[];
  readonly rows: readonly PartsRow[];
  /** What rows are called in the table. */
  readonly rowWord: string;
  readonly aside?: ReactNode;
}

const rowHeight = 28;
const barHeight = 16;
/** A part narrower than its number is told by the table alone. */
const roomForNumber = 22;

/** What a whole is made of, a bar a row, all as long: of 200 answers so many right, so many wrong, so many refused. */
export function PartsChart({ title, hint, parts, rows, rowWord, aside }: Props) {
  const [plot, width] = useWidth();
  const left = Math.min(width * 0.4, Math.max(0, ...rows.map(({ label }) => textWidth(label))) + 12);
  const height = rows.length * rowHeight + measures.bottom + 4;
  const x = scaleOf({ label: '', domain: [0, 1] }, [], [left, Math.max(left + 1, width - measures.right)]);
  const y = scaleOf({ label: '', domain: [0, 1] }, [], [height - measures.bottom, 4]);
  return (
    <ChartFrame
      title={title}
      {...(hint === undefined ? {} : { hint })}
      aside={aside}
      data={{
        head: [rowWord, ...parts.map(({ label }) => label)],
        rows: rows.map(({ label, counts }) => [label, ...counts]),
      }}
    >
      <ul className="chart-legend" aria-hidden>
        {parts.map(({ id, label, colour }) => (
          <li key={id}>
            <svg width={14} height={8} aria-hidden>
              <line className="chart-part" x2={14} y1={4} y2={4} style={{ stroke: colour }} />
            </svg>
            {label}
          </li>
        ))}
      </ul>
      <div className="chart-plot" ref={plot} style={{ height }}>
        <svg width={width} height={height} role="img" aria-label={title}>
          <Axes
            x={x}
            y={y}
            xAxis={{ label: '', format: (share) => percent(share, 1) }}
            yAxis={{ label: '' }}
            width={width}
            height={height}
            bare
          />
          {rows.map(({ id, label, counts }, row) => {
            const total = counts.reduce((sum, count) => sum + count, 0);
            const top = 4 + rowHeight * row + (rowHeight - barHeight) / 2;
            return (
              <g key={id} className="chart-bar">
                <text x={left - 8} y={top + barHeight / 2} dy="0.32em" textAnchor="end">
                  {label}
                </text>
                {parts.map((part, i) => {
                  const before = counts.slice(0, i).reduce((sum, count) => sum + count, 0);
                  const count = counts[i] ?? 0;
                  if (count === 0 || total === 0) return null;
                  const [from, to] = [x(before / total), x((before + count) / total)];
                  return (
                    <g key={part.id}>
                      <rect
                        x={from}
                        y={top}
                        width={Math.max(0.5, to - from - 1)}
                        height={barHeight}
                        style={{ fill: part.colour }}
                      />
                      {to - from >= roomForNumber && (
                        <text
                          className="chart-part-number"
                          x={(from + to) / 2}
                          y={top + barHeight / 2}
                          dy="0.32em"
                          textAnchor="middle"
                        >
                          {count}
                        </text>
                      )}
                    </g>
                  );
                })}
              </g>
            );
          })}
        </svg>
      </div>
    </ChartFrame>
  );
}
