import { useMemo } from 'react';
import { ChartFrame } from '../../charts/chart-frame.tsx';
import { CursorTrack } from '../../charts/cursor-track.tsx';
import { shortNumber } from '../../charts/digits.ts';
import { useCursor } from '../../charts/use-cursor.ts';
import { useWidth } from '../../charts/use-width.ts';
import { useTexts } from '../frame/use-texts.ts';
import './feature-wall.css';
import { wallTexts } from './feature-wall-texts.ts';
import { pictureAddress } from './picture-address.ts';

/** One channel's activations: `values` are bytes from `low` (0) to `high` (255), [height, width]. */
export interface WallMap {
  readonly channel: number;
  readonly low: number;
  readonly high: number;
  readonly mean: number;
  readonly values: Uint8Array;
}

interface Props {
  readonly title: string;
  readonly hint: string;
  readonly width: number;
  readonly height: number;
  readonly maps: readonly WallMap[];
  /** Side of one map on the page, at least. */
  readonly least?: number;
}

const gap = 6;

/** Feature maps beside each other, each in its own range from black to white; pointing at one, or the arrow keys, tell its numbers. */
export function FeatureWall({ title, hint, width: columns, height: rows, maps, least = 84 }: Props) {
  const t = useTexts(wallTexts);
  const [plot, width] = useWidth();
  const cursor = useCursor();
  const pictures = useMemo(
    () =>
      maps.map(({ values }) =>
        pictureAddress({
          width: columns,
          height: rows,
          data: Uint8Array.from({ length: values.length * 3 }, (_, i) => values[Math.floor(i / 3)]!),
        }),
      ),
    [maps, columns, rows],
  );
  const most = Math.max(1, Math.min(maps.length, Math.floor((width + gap) / (least + gap))));
  const lines = Math.ceil(maps.length / most);
  // As few lines as fit, all about as long.
  const across = Math.max(1, Math.ceil(maps.length / Math.max(1, lines)));
  const side = Math.max(8, Math.min(2 * least, (width - gap * (across - 1)) / across));
  const height = lines * (side + gap) - gap;
  const place = (i: number) => ({ x: (i % across) * (side + gap), y: Math.floor(i / across) * (side + gap) });
  const at = cursor.x !== null && cursor.x < maps.length ? cursor.x : null;
  const told = at === null ? t('pointAt') : said(maps[at]!);
  function said({ channel, low, high, mean }: WallMap): string {
    return t('mapSaid', {
      channel: channel + 1,
      low: shortNumber(low),
      high: shortNumber(high),
      mean: shortNumber(mean),
    });
  }
  return (
    <ChartFrame
      title={title}
      hint={hint}
      data={{
        head: [t('channel'), t('low'), t('high'), t('mean')],
        rows: maps.map(({ channel, low, high, mean }) => [channel + 1, low, high, mean]),
      }}
    >
      <div className="chart-plot" ref={plot} style={{ height }}>
        <svg width={Math.max(1, width)} height={Math.max(1, height)} role="img" aria-label={title}>
          {maps.map(({ channel }, i) => (
            <g key={channel}>
              <image
                className="wall-map"
                href={pictures[i]}
                {...place(i)}
                width={side}
                height={side}
                preserveAspectRatio="none"
              />
              <rect className="wall-edge" data-at={i === at || undefined} {...place(i)} width={side} height={side} />
            </g>
          ))}
        </svg>
        <CursorTrack
          label={t('pointAt')}
          said={told}
          stops={maps.map((_, i) => i)}
          cursor={cursor}
          stopAt={(px, py) => {
            const [column, row] = [Math.floor(px / (side + gap)), Math.floor(py / (side + gap))];
            const i = row * across + column;
            return column >= 0 && column < across && i >= 0 && i < maps.length ? i : null;
          }}
        />
      </div>
      <p className="wall-told">{told}</p>
    </ChartFrame>
  );
}
