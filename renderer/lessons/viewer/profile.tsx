import { memo, type ReactNode } from 'react';
import { type ChartData, ChartFrame } from '../../charts/chart-frame.tsx';
import { CursorTrack } from '../../charts/cursor-track.tsx';
import { percent } from '../../charts/digits.ts';
import { lineColour } from '../../charts/palette.ts';
import { useCursor } from '../../charts/use-cursor.ts';
import { useWidth } from '../../charts/use-width.ts';
import { useTexts } from '../frame/use-texts.ts';
import { type LayerValues, sharesOf, totalOf } from './layer-values.ts';
import { shortName } from './layer-words.ts';
import { type Measure, measures } from './settings.ts';
import { texts } from './texts.ts';

interface Props {
  readonly names: readonly string[];
  readonly values: LayerValues;
  readonly chosen: number;
  readonly onChoose: (layer: number) => void;
  readonly data: ChartData;
  readonly aside?: ReactNode;
}

const [rowHeight, left] = [46, 92];
const colours: Readonly<Record<Measure, string>> = {
  parameters: lineColour(0),
  macs: lineColour(2),
  ms: lineColour(4),
};

const baseOf = (row: number): number => (row + 1) * rowHeight - 2;

/** Three rows of bars over the layers: that they are not high at the same places is what one sees. */
export function Profile({ names, values, chosen, onChoose, data, aside }: Props) {
  const t = useTexts(texts);
  const [plot, width] = useWidth();
  const cursor = useCursor();
  const count = names.length;
  const bar = Math.max(0.5, (width - left - 8) / Math.max(1, count));
  const height = rowHeight * measures.length + 4;
  const totals = Object.fromEntries(measures.map((id) => [id, totalOf(values[id])])) as Record<Measure, number>;
  const at = cursor.x !== null && cursor.x < count ? cursor.x : null;
  const shareSaid = (id: Measure, i: number): string => {
    const value = values[id][i];
    return value == null || totals[id] === 0 ? '–' : percent(value / totals[id]);
  };
  const saidOf = (i: number): string =>
    t('profileSaid', {
      name: shortName(names[i]!),
      parameters: shareSaid('parameters', i),
      macs: shareSaid('macs', i),
      ms: shareSaid('ms', i),
    });
  return (
    <ChartFrame title={t('profileTitle')} hint={t('profileHint')} data={data} aside={aside}>
      <div className="chart-plot" ref={plot} style={{ height }}>
        <svg width={Math.max(1, width)} height={height} role="img" aria-label={t('profileTitle')}>
          {measures.map((id, row) => (
            <Row key={id} id={id} values={values[id]} bar={bar} width={width} base={baseOf(row)} />
          ))}
          {measures.map((id, row) => (
            <Bar
              key={id}
              i={chosen}
              share={sharesOf(values[id])[chosen] ?? 0}
              bar={bar}
              base={baseOf(row)}
              colour={lineColour(1)}
            />
          ))}
          {at !== null && (
            <rect className="viewer-at" x={left + at * bar} width={Math.max(1, bar)} y={0} height={height} />
          )}
        </svg>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: choosing is also done in the graph, by keys */}
        {/* biome-ignore lint/a11y/useKeyWithClickEvents: as above */}
        <div onClick={() => at !== null && onChoose(at)}>
          <CursorTrack
            label={t('profileTitle')}
            said={at === null ? t('profileHint') : saidOf(at)}
            stops={names.map((_, i) => i)}
            cursor={cursor}
            stopAt={(px) => {
              const i = Math.floor((px - left) / bar);
              return i >= 0 && i < count ? i : null;
            }}
          />
        </div>
      </div>
      <p className="viewer-said">{at === null ? ' ' : saidOf(at)}</p>
    </ChartFrame>
  );
}

interface RowProps {
  readonly id: Measure;
  readonly values: LayerValues[Measure];
  /** Of one layer, in pixels, with the gap after it. */
  readonly bar: number;
  readonly width: number;
  readonly base: number;
}

/** All bars of a measure. Which layer is chosen is drawn over them: hundreds of bars stay as they are then. */
const Row = memo(function Row({ id, values, bar, width, base }: RowProps) {
  const t = useTexts(texts);
  const most = Math.max(0, ...values.map((value) => value ?? 0));
  return (
    <g>
      <text className="viewer-row" x={0} y={base - rowHeight / 2 + 8}>
        {t(`measure_${id}`)}
      </text>
      <line className="viewer-base" x1={left} x2={width - 8} y1={base} y2={base} />
      {most === 0 ? (
        <text className="viewer-row viewer-quiet" x={left + 4} y={base - rowHeight / 2 + 8}>
          {id === 'ms' ? t('untimed') : '0'}
        </text>
      ) : (
        values.map((value, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: layers are their places
          <Bar key={i} i={i} share={(value ?? 0) / most} bar={bar} base={base} colour={colours[id]} />
        ))
      )}
    </g>
  );
});

interface BarProps {
  readonly i: number;
  /** Of the highest. */
  readonly share: number;
  readonly bar: number;
  readonly base: number;
  readonly colour: string;
}

function Bar({ i, share, bar, base, colour }: BarProps) {
  const height = Math.max(1, (rowHeight - 10) * share);
  return share === 0 ? null : (
    <rect
      x={left + i * bar}
      y={base - height}
      width={Math.max(1, bar - (bar > 3 ? 1 : 0))}
      height={height}
      style={{ fill: colour }}
    />
  );
}
