import type { ReactNode } from 'react';
import { type ChartData, ChartFrame } from '../../charts/chart-frame.tsx';
import { CursorTrack } from '../../charts/cursor-track.tsx';
import { useCursor } from '../../charts/use-cursor.ts';
import { useWidth } from '../../charts/use-width.ts';
import './picture-strip.css';

export interface StripPicture {
  readonly id: string;
  readonly label: string;
  /** A data: address (plane-picture.ts); null: there is none, and `caption` says why. */
  readonly href: string | null;
  /** Under it: what was measured. */
  readonly caption: string;
  /** A second line there. */
  readonly note?: string;
  /** The one that the controls are about. */
  readonly chosen?: boolean;
  /** The best or worst of a row: a colour of theme/tokens.css for its caption, never colour alone. */
  readonly colour?: string;
}

/** How a pixel's values come about. */
export interface StripWork {
  /** Row and column that are worked out while none is pointed at. */
  readonly first: readonly [number, number];
  /** Of each picture that has any: what it is, and its arithmetic in one line. Always as many. */
  readonly lines: (row: number, column: number) => readonly { readonly label: string; readonly sum: string }[];
}

interface Props {
  readonly title: string;
  readonly hint?: string;
  readonly pictures: readonly StripPicture[];
  /** Pictures a row; fewer pictures stand in one. */
  readonly across?: number;
  /** The grid on which pixels are pointed at; pictures of other sizes show the same place. */
  readonly rows: number;
  readonly columns: number;
  /** What is read at a pixel, in words. */
  readonly read: (row: number, column: number) => string;
  readonly idle: string;
  readonly work?: StripWork;
  readonly data: ChartData;
  readonly most?: number;
  readonly aside?: ReactNode;
  /** Where a picture can be dragged: how far it went since it was last told, in its own pixels (not rounded). */
  readonly onDrag?: (dx: number, dy: number) => void;
}

const gap = 12;
const head = 20;

/** Pictures of one scene side by side: the pixel that is pointed at is marked in all of them, and told below. */
export function PictureStrip(props: Props) {
  const { title, hint, pictures, rows, columns, read, idle, work, data, most = 320, aside, onDrag } = props;
  const [plot, width] = useWidth();
  const cursor = useCursor();
  const across = Math.min(props.across ?? pictures.length, pictures.length);
  const side = Math.max(48, Math.min(most, (width - gap * (across - 1)) / Math.max(1, across)));
  const foot = pictures.some(({ note }) => note !== undefined) ? 38 : 22;
  const row = head + side + foot;
  const lines = Math.ceil(pictures.length / across);
  const height = lines * row + (lines - 1) * gap;
  const place = (i: number) => ({ x: (i % across) * (side + gap), y: Math.floor(i / across) * (row + gap) });
  const pointed = cursor.x !== null && cursor.x < rows * columns ? cursor.x : null;
  const at = pointed ?? (work === undefined ? null : work.first[0] * columns + work.first[1]);
  const said = pointed === null ? idle : read(Math.floor(pointed / columns), pointed % columns);
  return (
    <ChartFrame title={title} {...(hint === undefined ? {} : { hint })} data={data} aside={aside}>
      <div className="chart-plot" ref={plot} style={{ height }}>
        <svg width={Math.max(1, width)} height={height} role="img" aria-label={title}>
          {pictures.map(({ id, label, href, caption, note, chosen, colour }, i) => {
            const { x, y } = place(i);
            return (
              <g key={id} transform={`translate(${x},${y})`}>
                <text className="strip-label" data-chosen={chosen || undefined} y={13}>
                  {label}
                </text>
                {href !== null && (
                  <image
                    className="strip-picture"
                    href={href}
                    y={head}
                    width={side}
                    height={side}
                    preserveAspectRatio="none"
                  />
                )}
                <rect className="strip-frame" data-chosen={chosen || undefined} y={head} width={side} height={side} />
                {at !== null && href !== null && (
                  <rect
                    className="strip-pixel"
                    x={((at % columns) * side) / columns - 1}
                    y={head + (Math.floor(at / columns) * side) / rows - 1}
                    width={side / columns + 2}
                    height={side / rows + 2}
                  />
                )}
                <text
                  className="strip-caption"
                  y={head + side + 15}
                  style={colour === undefined ? {} : { fill: colour }}
                >
                  {caption}
                </text>
                {note !== undefined && (
                  <text className="strip-note" y={head + side + 31}>
                    {note}
                  </text>
                )}
              </g>
            );
          })}
        </svg>
        <CursorTrack
          label={idle}
          said={said}
          stops={Array.from({ length: rows * columns }, (_, i) => i)}
          cursor={cursor}
          {...(onDrag && { onDrag: (dx: number, dy: number) => onDrag((dx * columns) / side, (dy * rows) / side) })}
          stopAt={(px, py) => {
            const [line, column] = [Math.floor(py / (row + gap)), Math.floor(px / (side + gap))];
            const [inX, inY] = [px - column * (side + gap), py - line * (row + gap) - head];
            if (inX < 0 || inY < 0 || inX >= side || inY >= side || line * across + column >= pictures.length)
              return null;
            return Math.floor((inY / side) * rows) * columns + Math.floor((inX / side) * columns);
          }}
        />
      </div>
      <p className="strip-said">{said}</p>
      {work !== undefined && at !== null && (
        <dl className="strip-work">
          {work.lines(Math.floor(at / columns), at % columns).map(({ label, sum }) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{sum}</dd>
            </div>
          ))}
        </dl>
      )}
    </ChartFrame>
  );
}
