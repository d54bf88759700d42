import type { Plane } from '../../../models/padding/plane.ts';
import { type ChartData, ChartFrame } from '../../charts/chart-frame.tsx';
import { CursorTrack } from '../../charts/cursor-track.tsx';
import type { Cursor } from '../../charts/use-cursor.ts';
import { useWidth } from '../../charts/use-width.ts';

/** What a cell is: of the picture, added around it, an output, or still to come. */
export type CellLook = 'own' | 'added' | 'output' | 'coming';

interface Props {
  readonly title: string;
  readonly hint: string;
  readonly plane: Plane;
  readonly look: (row: number, column: number) => CellLook;
  /** Under the kernel's taps. */
  readonly lit: ReadonlySet<number>;
  /** Where the pointed-at cell has its number from; null: nowhere. */
  readonly from?: number | null;
  readonly cursor: Cursor;
  readonly shown?: number;
  /** What a row is called in the table. */
  readonly rowWord: string;
  readonly read: string;
  readonly said: string;
}

const [sideMost, gap, leastForText] = [44, 2, 17];

/** Numbers in their places, as many as there are; the one pointed at tells where it is from. */
export function NumberGrid(props: Props) {
  const { title, hint, plane, look, lit, from = null, cursor, rowWord, read, said } = props;
  const [plot, width] = useWidth();
  const { rows, columns, values } = plane;
  const shown = props.shown ?? values.length;
  const side = Math.max(8, Math.min(sideMost, width / Math.max(1, columns)));
  const height = rows * side;
  const at = cursor.x;
  const middle = (i: number): readonly [number, number] => [
    ((i % columns) + 0.5) * side,
    (Math.floor(i / columns) + 0.5) * side,
  ];
  const data: ChartData = {
    head: [rowWord, ...Array.from({ length: columns }, (_, j) => String(j + 1))],
    rows: Array.from({ length: rows }, (_, i) => [
      i + 1,
      ...Array.from({ length: columns }, (_, j) => (i * columns + j < shown ? values[i * columns + j]! : null)),
    ]),
  };
  return (
    <ChartFrame title={title} hint={hint} data={data}>
      <div className="chart-plot" ref={plot} style={{ height }}>
        <svg width={Math.max(1, width)} height={height} role="img" aria-label={title}>
          {Array.from(values, (value, i) => {
            const [row, column] = [Math.floor(i / columns), i % columns];
            const coming = i >= shown;
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its place
              <g key={i}>
                <rect
                  className="padding-cell"
                  data-look={coming ? 'coming' : look(row, column)}
                  data-lit={lit.has(i)}
                  data-at={i === at}
                  x={column * side + gap / 2}
                  y={row * side + gap / 2}
                  width={side - gap}
                  height={side - gap}
                  rx={Math.min(4, side / 6)}
                />
                {!coming && side >= leastForText && (
                  <text
                    className="padding-number"
                    x={(column + 0.5) * side}
                    y={(row + 0.5) * side}
                    dy="0.35em"
                    style={{ fontSize: Math.min(14, side * 0.42) }}
                  >
                    {short(value)}
                  </text>
                )}
              </g>
            );
          })}
          {at !== null && from !== null && from !== at && (
            <g className="padding-from" aria-hidden>
              <line x1={middle(from)[0]} y1={middle(from)[1]} x2={middle(at)[0]} y2={middle(at)[1]} />
              <circle cx={middle(from)[0]} cy={middle(from)[1]} r={side * 0.42} />
            </g>
          )}
        </svg>
        {shown > 0 && (
          <CursorTrack
            label={read}
            said={said}
            stops={Array.from({ length: shown }, (_, i) => i)}
            cursor={cursor}
            stopAt={(px, py) => {
              const [row, column] = [Math.floor(py / side), Math.floor(px / side)];
              const i = row * columns + column;
              return row < 0 || column < 0 || column >= columns || i >= shown ? null : i;
            }}
          />
        )}
      </div>
    </ChartFrame>
  );
}

/** As long as a cell bears. */
export const short = (value: number): string =>
  String(Number(value.toFixed(Math.abs(value) < 10 ? 2 : 1))).replace('-', '−');
