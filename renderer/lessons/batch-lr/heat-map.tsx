import type { GridRun } from '../../../models/experiments/batch-lr/grid.ts';
import { ChartFrame } from '../../charts/chart-frame.tsx';
import { CursorTrack } from '../../charts/cursor-track.tsx';
import { shortNumber } from '../../charts/digits.ts';
import { lineColour } from '../../charts/palette.ts';
import type { Cursor } from '../../charts/use-cursor.ts';
import { useWidth } from '../../charts/use-width.ts';
import { batches, rates } from './settings.ts';
import type { Words } from './texts.ts';

interface Props {
  readonly runs: readonly GridRun[];
  /** The loss of guessing. */
  readonly guessing: number;
  readonly batch: number;
  readonly rate: number;
  readonly cursor: Cursor;
  readonly t: Words;
}

const [left, bottom, top, right] = [64, 40, 28, 12] as const;
const height = 360;

export const runAt = (runs: readonly GridRun[], batch: number, rate: number): GridRun | undefined =>
  runs.find((run) => run.batch === batches[batch] && Math.abs(run.rate / rates[rate]! - 1) < 1e-6);

/** Final loss by batch and rate, each a factor of two from the next, so that linear scaling is the diagonal. */
export function HeatMap({ runs, guessing, batch, rate, cursor, t }: Props) {
  const [plot, width] = useWidth();
  const [across, up] = [Math.max(1, (width - left - right) / batches.length), (height - top - bottom) / rates.length];
  const x = (column: number): number => left + column * across;
  const y = (row: number): number => height - bottom - (row + 1) * up;
  const line = (factor: number): string => {
    const from = -batch - 0.5;
    const to = batches.length - batch - 0.5;
    const place = (by: number): string => `${x(batch + by) + across / 2},${y(rate + by * factor) + up / 2}`;
    return `M${place(from)}L${place(to)}`;
  };
  const said = (column: number, row: number): string => {
    const run = runAt(runs, column, row);
    const at = t('cell', { batch: batches[column]!, rate: rates[row]! });
    if (run === undefined) return `${at}: ${t('notYet')}`;
    const epochs = run.epochsToTarget === null ? t('never') : t('after', { epochs: shortNumber(run.epochsToTarget) });
    return `${at}: ${run.loss === null ? t('unbounded') : t('finalLoss', { loss: shortNumber(run.loss) })}; ${epochs}`;
  };
  const at = cursor.x;
  return (
    <ChartFrame
      title={t('heatTitle')}
      hint={t('heatHint')}
      data={{
        head: [t('batch'), t('rate'), t('loss'), t('toTarget')],
        rows: batches.flatMap((size, column) =>
          rates.map((speed, row) => {
            const run = runAt(runs, column, row);
            return [size, speed, run?.loss ?? null, run?.epochsToTarget ?? null];
          }),
        ),
      }}
    >
      <div className="chart-plot lr-heat" ref={plot} style={{ height }}>
        <svg width={Math.max(1, width)} height={height} role="img" aria-label={t('heatTitle')}>
          {batches.flatMap((size, column) =>
            rates.map((speed, row) => {
              const run = runAt(runs, column, row);
              const value = run?.loss ?? null;
              // Full where nothing is left of the loss, empty at guessing and beyond.
              const learnt = value === null ? 0 : Math.max(0, Math.min(1, 1 - value / guessing));
              return (
                <g
                  key={`${size} ${speed}`}
                  className="lr-cell"
                  data-wild={(run !== undefined && value === null) || undefined}
                >
                  <rect
                    x={x(column) + 1}
                    y={y(row) + 1}
                    width={Math.max(0, across - 2)}
                    height={up - 2}
                    rx={4}
                    style={{ fill: lineColour(0), fillOpacity: 0.5 * learnt }}
                  />
                </g>
              );
            }),
          )}
          <clipPath id="lr-inside">
            <rect x={left} y={top} width={Math.max(0, width - left - right)} height={height - top - bottom} />
          </clipPath>
          <g className="lr-lines" clipPath="url(#lr-inside)">
            <path d={line(1)} style={{ stroke: lineColour(1) }} />
            <path d={line(0.5)} style={{ stroke: lineColour(2) }} strokeDasharray="6 4" />
          </g>
          {batches.flatMap((size, column) =>
            rates.map((speed, row) => {
              const run = runAt(runs, column, row);
              return (
                <text
                  key={`${size} ${speed}`}
                  className="lr-loss"
                  data-wild={(run !== undefined && run.loss === null) || undefined}
                  x={x(column) + across / 2}
                  y={y(row) + up / 2}
                  dy="0.35em"
                  textAnchor="middle"
                >
                  {run === undefined ? '' : run.loss === null ? '∞' : run.loss.toFixed(2)}
                </text>
              );
            }),
          )}
          <rect
            className="lr-chosen"
            x={x(batch) + 1}
            y={y(rate) + 1}
            width={Math.max(0, across - 2)}
            height={up - 2}
            rx={4}
          />
          {at !== null && (
            <rect
              className="lr-pointed"
              x={x(Math.floor(at / rates.length)) + 1}
              y={y(at % rates.length) + 1}
              width={Math.max(0, across - 2)}
              height={up - 2}
              rx={4}
            />
          )}
          {batches.map((size, column) => (
            <text
              key={size}
              className="lr-tick"
              x={x(column) + across / 2}
              y={height - bottom + 16}
              textAnchor="middle"
            >
              {size}
            </text>
          ))}
          {rates.map((speed, row) => (
            <text key={speed} className="lr-tick" x={left - 8} y={y(row) + up / 2} dy="0.35em" textAnchor="end">
              {speed}
            </text>
          ))}
          <text className="lr-tick" x={width - right} y={height - 6} textAnchor="end">
            {t('batch')} B
          </text>
          <text className="lr-tick" x={2} y={14}>
            {t('rate')} η
          </text>
        </svg>
        <CursorTrack
          label={t('pointAt')}
          said={at === null ? t('pointAt') : said(Math.floor(at / rates.length), at % rates.length)}
          stops={batches.flatMap((_, column) => rates.map((_, row) => column * rates.length + row))}
          cursor={cursor}
          stopAt={(px, py) => {
            const column = Math.floor((px - left) / across);
            const row = Math.floor((height - bottom - py) / up);
            const inside = column >= 0 && column < batches.length && row >= 0 && row < rates.length;
            return inside ? column * rates.length + row : null;
          }}
        />
      </div>
      <p className="lr-said" role="status">
        {at === null ? said(batch, rate) : said(Math.floor(at / rates.length), at % rates.length)}
      </p>
      <ul className="chart-legend">
        <li>
          <svg width={22} height={8} aria-hidden className="lr-lines">
            <path d="M0,4L22,4" style={{ stroke: lineColour(1) }} />
          </svg>
          {t('linear')}
        </li>
        <li>
          <svg width={22} height={8} aria-hidden className="lr-lines">
            <path d="M0,4L22,4" style={{ stroke: lineColour(2) }} strokeDasharray="6 4" />
          </svg>
          {t('root')}
        </li>
      </ul>
    </ChartFrame>
  );
}
