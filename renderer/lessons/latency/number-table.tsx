import { ChartFrame } from '../../charts/chart-frame.tsx';
import { CursorTrack } from '../../charts/cursor-track.tsx';
import { textWidth } from '../../charts/measures.ts';
import { lineColour } from '../../charts/palette.ts';
import { useCursor } from '../../charts/use-cursor.ts';
import { useWidth } from '../../charts/use-width.ts';

export interface NumberCell {
  readonly value: number;
  /** As it is written in the cell. */
  readonly text: string;
  /** 0 … 1: how dark. */
  readonly shade: number;
  /** What a pointer or the focus reads. */
  readonly said: string;
}

interface Props {
  readonly title: string;
  readonly hint: string;
  readonly rowWord: string;
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  /** By row and column; null: not measured. */
  readonly cell: (row: number, column: number) => NumberCell | null;
}

const rowHeight = 30;
const lineHeight = 13;
const gap = 2;
/** Names of rows and columns are that much larger than a chart's other text. */
const larger = 1.15;

/** Numbers by row and column, darker where they are larger. */
export function NumberTable({ title, hint, rowWord, rows, columns, cell }: Props) {
  const [plot, width] = useWidth();
  const cursor = useCursor();
  const left = Math.min(width * 0.34, larger * Math.max(60, ...rows.map(textWidth)) + 14);
  const across = Math.max(1, (width - left) / Math.max(1, columns.length));
  const heads = columns.map((name) => linesOf(name, across));
  // Headings stand on the rows, as high as the longest of them needs.
  const most = Math.max(1, ...heads.map(({ length }) => length));
  const top = most * lineHeight + 8;
  const height = top + rows.length * rowHeight;
  const count = rows.length * columns.length;
  const at = cursor.x !== null && cursor.x < count ? cursor.x : null;
  const read = (index: number): string => {
    const [row, column] = [Math.floor(index / columns.length), index % columns.length];
    return `${rows[row]}, ${columns[column]}: ${cell(row, column)?.said ?? '–'}`;
  };
  return (
    <ChartFrame
      title={title}
      hint={hint}
      data={{
        head: [rowWord, ...columns.map((name, i) => (columns.indexOf(name) === i ? name : `${name} (${i + 1})`))],
        rows: rows.map((name, row) => [name, ...columns.map((_, column) => cell(row, column)?.value ?? null)]),
      }}
    >
      <div className="chart-plot lat-table" ref={plot} style={{ height }}>
        <svg width={Math.max(1, width)} height={height} role="img" aria-label={title}>
          {heads.map((lines, column) => {
            const middle = left + (column + 0.5) * across;
            return (
              // Two backends of two machines may have one short name.
              // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place
              <text key={column} className="lat-head" x={middle} y={top - 8 - (lines.length - 1) * lineHeight}>
                {lines.map((line, i) => (
                  <tspan key={line} x={middle} dy={i === 0 ? 0 : lineHeight} textAnchor="middle">
                    {line}
                  </tspan>
                ))}
              </text>
            );
          })}
          {rows.map((name, row) => (
            <g key={name}>
              <text className="lat-head" x={left - 10} y={top + (row + 0.5) * rowHeight} dy="0.35em" textAnchor="end">
                {name}
              </text>
              {columns.map((_, column) => {
                const value = cell(row, column);
                const index = row * columns.length + column;
                return (
                  // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place
                  <g key={column} className="lat-cell" data-at={index === at || undefined}>
                    <rect
                      x={left + column * across + gap / 2}
                      y={top + row * rowHeight + gap / 2}
                      width={Math.max(0, across - gap)}
                      height={rowHeight - gap}
                      rx={4}
                      style={{ fill: lineColour(0), fillOpacity: value === null ? 0 : 0.06 + 0.44 * value.shade }}
                    />
                    <text
                      x={left + (column + 0.5) * across}
                      y={top + (row + 0.5) * rowHeight}
                      dy="0.35em"
                      textAnchor="middle"
                    >
                      {value?.text ?? '–'}
                    </text>
                  </g>
                );
              })}
            </g>
          ))}
        </svg>
        {count > 0 && (
          <CursorTrack
            label={title}
            said={at === null ? hint : read(at)}
            stops={Array.from({ length: count }, (_, i) => i)}
            cursor={cursor}
            stopAt={(px, py) => {
              const [row, column] = [Math.floor((py - top) / rowHeight), Math.floor((px - left) / across)];
              return row < 0 || row >= rows.length || column < 0 || column >= columns.length
                ? null
                : row * columns.length + column;
            }}
          />
        )}
      </div>
      <p className="lat-said" role="status">
        {at === null ? ' ' : read(at)}
      </p>
    </ChartFrame>
  );
}

/** A heading in as many lines as it needs, four at most; "3 × 3" stays together. */
function linesOf(name: string, room: number): string[] {
  const lines: string[] = [];
  for (const word of name.split(/(?<=，)|(?<!×) (?!×)/)) {
    const last = lines.at(-1);
    const joined = last?.endsWith('，') ? `${last}${word}` : `${last} ${word}`;
    if (last !== undefined && larger * textWidth(joined) < room - 4) lines[lines.length - 1] = joined;
    else lines.push(word);
  }
  return lines.slice(0, 4);
}
