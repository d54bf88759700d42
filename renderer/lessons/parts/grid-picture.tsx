import type { ReactNode } from 'react';
import { ChartFrame } from '../../charts/chart-frame.tsx';
import { CursorTrack } from '../../charts/cursor-track.tsx';
import { shortNumber } from '../../charts/digits.ts';
import { lineColour } from '../../charts/palette.ts';
import type { Cursor } from '../../charts/use-cursor.ts';
import { useWidth } from '../../charts/use-width.ts';
import './parts.css';

export interface GridCell {
  readonly value: number;
  /** How it comes about, in signs. */
  readonly sum: string;
}

interface Props {
  readonly title: string;
  readonly hint?: string;
  readonly rows: number;
  readonly columns: number;
  readonly cells: readonly GridCell[];
  /** So many are worked out; the others are still to come. */
  readonly shown: number;
  /** Cells that belong together stand together. */
  readonly block?: readonly [number, number] | null;
  readonly cursor: Cursor;
  readonly words: { readonly read: string; readonly place: string; readonly value: string; readonly sum: string };
  readonly aside?: ReactNode;
}

const size = { most: 60, least: 34, gap: 3, blockGap: 10 } as const;

/** Numbers as a grid, coloured by sign and size; the one pointed at tells its arithmetic. */
export function GridPicture(props: Props) {
  const { title, hint, rows, columns, cells, shown, block = null, cursor, words, aside } = props;
  const [plot, width] = useWidth();
  const [p, q] = block ?? [rows, columns];
  const breaks = Math.ceil(columns / q) - 1;
  const side = Math.max(
    size.least,
    Math.min(size.most, (width - breaks * size.blockGap) / Math.max(1, columns) - size.gap),
  );
  const x = (column: number): number => column * (side + size.gap) + Math.floor(column / q) * size.blockGap;
  const y = (row: number): number => row * (side + size.gap) + Math.floor(row / p) * size.blockGap;
  const height = y(rows - 1) + side;
  const most = Math.max(1e-12, ...cells.map(({ value }) => Math.abs(value)));
  const at = cursor.x;
  const told = at === null ? undefined : cells[at];
  return (
    <ChartFrame
      title={title}
      {...(hint === undefined ? {} : { hint })}
      aside={aside}
      data={{
        head: [words.place, words.value, words.sum],
        rows: cells.slice(0, shown).map(({ value, sum }, i) => [placeOf(i, rows, columns), value, sum]),
      }}
    >
      <div className="chart-plot grid-picture" ref={plot} style={{ height }}>
        <svg width={Math.max(1, width)} height={height} role="img" aria-label={title}>
          {cells.map(({ value }, i) => {
            const [row, column] = [Math.floor(i / columns), i % columns];
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its place
              <g key={i} className="grid-cell" data-at={i === at || undefined} data-coming={i >= shown || undefined}>
                <rect
                  x={x(column)}
                  y={y(row)}
                  width={side}
                  height={side}
                  rx={6}
                  style={{
                    fill: value < 0 ? lineColour(1) : lineColour(0),
                    fillOpacity: i >= shown ? 0 : 0.06 + 0.34 * (Math.abs(value) / most),
                  }}
                />
                {i < shown && (
                  <text x={x(column) + side / 2} y={y(row) + side / 2} dy="0.35em" textAnchor="middle">
                    {shortCell(value)}
                  </text>
                )}
              </g>
            );
          })}
        </svg>
        {shown > 0 && (
          <CursorTrack
            label={words.read}
            said={
              told === undefined
                ? words.read
                : `${placeOf(at ?? 0, rows, columns)}: ${told.sum} = ${shortCell(told.value)}`
            }
            stops={cells.slice(0, shown).map((_, i) => i)}
            cursor={cursor}
            stopAt={(px, py) => {
              const column = columnAt(px, columns, x, side);
              const row = columnAt(py, rows, y, side);
              const i = row * columns + column;
              return row < 0 || column < 0 || i >= shown ? null : i;
            }}
          />
        )}
      </div>
    </ChartFrame>
  );
}

const columnAt = (px: number, count: number, start: (at: number) => number, side: number): number =>
  Array.from({ length: count }, (_, i) => i).findIndex((i) => px >= start(i) - 1 && px <= start(i) + side + 2);

const placeOf = (i: number, rows: number, columns: number): string =>
  rows === 1 || columns === 1 ? String(i + 1) : `${Math.floor(i / columns) + 1}, ${(i % columns) + 1}`;

const shortCell = (value: number): string =>
  Number.isInteger(value) ? String(value).replace('-', '−') : shortNumber(value);
