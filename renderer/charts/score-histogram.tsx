import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Axes } from './axes.tsx';
import { filledBins, type ScoreBin, type ScoreMark } from './bins.ts';
import { ChartFrame } from './chart-frame.tsx';
import { CursorTrack, nearestIndex } from './cursor-track.tsx';
import { Legend } from './direct-labels.tsx';
import { HistogramSteps } from './histogram-steps.tsx';
import { measures } from './measures.ts';
import { matedColour, nonMatedColour } from './palette.ts';
import { rateTick, rateWords } from './rates.ts';
import { Readout, ReadoutRow } from './readout.tsx';
import { scaleOf } from './scale-of.ts';
import { ScoreMarks } from './score-marks.tsx';
import { type Cursor, useCursor } from './use-cursor.ts';
import { useWidth } from './use-width.ts';

interface Props {
  readonly title: string;
  readonly hint?: string;
  readonly bins: readonly ScoreBin[];
  readonly marks?: readonly ScoreMark[];
  /** On a logarithmic axis the few comparisons about a threshold are seen, which are the errors. */
  readonly scale?: 'linear' | 'log';
  readonly height?: number;
  readonly cursor?: Cursor;
  readonly aside?: ReactNode;
}

/**
 * How mated and non-mated scores are distributed, each as shares of its own kind: there are thousands of times more of the
 * one than of the other. The scale says which way is stricter.
 */
export function ScoreHistogram({
  title,
  hint,
  bins,
  marks = [],
  scale = 'linear',
  height = 260,
  cursor: shared,
  aside,
}: Props) {
  const { t } = useTranslation('charts');
  const own = useCursor();
  const cursor = shared ?? own;
  const [plot, width] = useWidth();
  const filled = useMemo(() => filledBins(bins), [bins]);
  const totals = useMemo(() => totalsOf(bins), [bins]);
  const where = useMemo(() => filled.map(({ low, high }) => (low + high) / 2), [filled]);
  const kinds = [
    { id: 'mated', label: t('mated'), colour: matedColour, of: totals.mated },
    { id: 'nonMated', label: t('nonMated'), colour: nonMatedColour, of: totals.nonMated },
  ] as const;
  const shown = kinds.filter(({ of }) => of > 0);
  const share = (bin: ScoreBin, kind: (typeof kinds)[number]): number => (kind.of === 0 ? 0 : bin[kind.id] / kind.of);
  const shares = filled.flatMap((bin) => shown.map((kind) => share(bin, kind)));
  const ends = [filled[0]?.low ?? 0, filled.at(-1)?.high ?? 1, ...marks.map(({ score }) => score)];
  const xAxis = {
    label: `${t('score')} · ${t('stricter')} →`,
    domain: [Math.min(...ends), Math.max(...ends)] as const,
  };
  const yAxis = {
    label: t('shareOfKind'),
    scale,
    ...(scale === 'linear' ? { domain: [0, Math.max(1e-6, ...shares)] as const } : {}),
    format: rateTick,
  };
  const x = scaleOf(xAxis, [], [measures.left, Math.max(measures.left + 1, width - measures.right)]);
  const y = scaleOf(yAxis, shares, [height - measures.bottom, measures.top + 24]);
  const index = cursor.x === null || where.length === 0 ? null : nearestIndex(where, cursor.x);
  const bin = index === null ? null : filled[index]!;
  const values = bin === null ? [] : shown.map((kind) => ({ ...kind, count: bin[kind.id], share: share(bin, kind) }));
  const between = bin === null ? '' : `${bin.low.toFixed(2)} … ${bin.high.toFixed(2)}`;
  const said =
    bin === null
      ? t('cursorNowhere')
      : `${t('score')} ${between}: ${values.map(({ label, count }) => `${label} ${count}`).join(', ')}`;
  const at = index === null ? 0 : x(where[index]!);
  const [bottom, top] = y.range() as [number, number];
  return (
    <ChartFrame
      title={title}
      {...(hint === undefined ? {} : { hint })}
      aside={aside}
      data={{
        head: [t('scoreFrom'), t('scoreTo'), t('mated'), t('nonMated')],
        rows: filled.map(({ low, high, mated, nonMated }) => [low, high, mated, nonMated]),
      }}
    >
      <Legend series={shown} />
      <div className="chart-plot" ref={plot} style={{ height }}>
        <svg width={width} height={height} role="img" aria-label={title}>
          <Axes x={x} y={y} xAxis={xAxis} yAxis={yAxis} width={width} height={height} />
          {shown.map((kind) => (
            <HistogramSteps
              key={kind.id}
              bins={filled}
              share={(one) => share(one, kind)}
              colour={kind.colour}
              x={x}
              y={y}
            />
          ))}
          <ScoreMarks marks={marks} x={x} top={top} bottom={bottom} />
          {index !== null && (
            <g className="chart-cursor" data-pinned={cursor.pinned || undefined} aria-hidden>
              <line x1={at} x2={at} y1={top} y2={bottom} />
            </g>
          )}
        </svg>
        {where.length > 0 && (
          <CursorTrack
            label={t('read', { title })}
            said={said}
            stops={where}
            cursor={cursor}
            stopAt={(px) => where[nearestIndex(where, x.invert(px))] ?? null}
          />
        )}
        {index !== null && (
          <Readout at={at} width={width} top={measures.top + 24}>
            <p className="chart-readout-at">
              {t('score')} {between}
              {cursor.pinned && ` · ${t('pinned')}`}
            </p>
            {values.map(({ id, colour, label, count, share: part }) => (
              <ReadoutRow
                key={id}
                colour={colour}
                label={label}
                value={`${count.toLocaleString()} (${rateWords(part)})`}
              />
            ))}
          </Readout>
        )}
      </div>
    </ChartFrame>
  );
}

const totalsOf = (bins: readonly ScoreBin[]) => ({
  mated: bins.reduce((sum, { mated }) => sum + mated, 0),
  nonMated: bins.reduce((sum, { nonMated }) => sum + nonMated, 0),
});
