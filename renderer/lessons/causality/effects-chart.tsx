import type { EffectEstimates } from '../../../models/causal/estimates.ts';
import { Axes } from '../../charts/axes.tsx';
import { ChartFrame } from '../../charts/chart-frame.tsx';
import { CursorTrack } from '../../charts/cursor-track.tsx';
import { shortNumber, withInterval } from '../../charts/digits.ts';
import { lineColour } from '../../charts/palette.ts';
import { Readout } from '../../charts/readout.tsx';
import { scaleOf } from '../../charts/scale-of.ts';
import { useCursor } from '../../charts/use-cursor.ts';
import { useWidth } from '../../charts/use-width.ts';
import type { effectsOf } from './model-of.ts';
import type { Settings } from './settings.ts';
import type { Words } from './texts.ts';
import { written } from './written.ts';

interface Props {
  readonly settings: Settings;
  readonly effects: ReturnType<typeof effectsOf>;
  readonly t: Words;
}

export const estimateColours = { naive: lineColour(1), adjusted: lineColour(0), lot: lineColour(2) } as const;
const ways = ['naive', 'adjusted', 'lot'] as const;
const [top, rowHeight, bottom] = [20, 42, 34] as const;
const height = top + ways.length * rowHeight + bottom;

/** Naive, adjusted and by lot, each with its interval, beside the true effect. */
export function EffectsChart({ settings, effects: { truth, estimates, limits }, t }: Props) {
  const [plot, width] = useWidth();
  const cursor = useCursor();
  const { cause, outcome, adjust, doors } = settings;
  const values = [truth.effect, 0, ...ways.flatMap((way) => [estimates[way].low, estimates[way].high])];
  // Halves: the axis does not breathe with every digit.
  const domain = [Math.floor(2 * Math.min(...values)) / 2, Math.ceil(2 * Math.max(...values)) / 2] as const;
  const [left, right] = [10, Math.max(11, width - 10)] as const;
  const x = scaleOf({ label: '', domain: domain[0] === domain[1] ? [-0.5, 0.5] : domain }, [], [left, right]);
  const y = scaleOf({ label: '', domain: [0, 1] }, [], [height - bottom, top]);
  const name = (id: Settings['cause']): string => t(`v_${id}`);
  const label = (way: keyof EffectEstimates): string =>
    way === 'adjusted' && adjust.length > 0
      ? t('way_adjustedFor', { names: adjust.map(name).join(', ') })
      : t(`way_${way}`);
  const said = (way: keyof EffectEstimates): string => {
    const { estimate, low, high } = estimates[way];
    return withInterval(estimate, low, high).replace(/-/g, '−');
  };
  const told = (way: keyof EffectEstimates): string[] => {
    const { estimate, error, low, high } = estimates[way];
    const given = way === 'adjusted' ? adjust : [];
    const on = [name(cause), ...given.map(name)].join(' + ');
    return [
      label(way),
      t(way === 'lot' ? 'regressionByLot' : 'regression', { outcome: name(outcome), on, doors }),
      `b = ${shortNumber(estimate)}`,
      `95 %: ${shortNumber(estimate)} ± ${shortNumber((high - low) / 2 / error)} · ${shortNumber(error)} = ${shortNumber(low)} … ${shortNumber(high)}`,
      t('biasInLimit', {
        bias: written(Number(((way === 'lot' ? truth.effect : limits[way]) - truth.effect).toFixed(3))),
      }),
    ];
  };
  const row = (i: number): number => top + rowHeight * (i + 0.5);
  // Not through the words of a row: a stroke before a number is a minus.
  const beside = (at: number): string => ways.map((_, i) => `M${at},${row(i) - 2}V${row(i + 1) - 20}`).join('');
  return (
    <ChartFrame
      title={t('effectTitle')}
      data={{
        head: [t('estimate'), 'b', '95 % ≥', '95 % ≤', t('bias')],
        rows: [
          ...ways.map((way) => {
            const { estimate, low, high } = estimates[way];
            return [label(way), estimate, low, high, way === 'lot' ? 0 : limits[way] - truth.effect];
          }),
          [t('trueEffect'), truth.effect, truth.effect, truth.effect, 0],
        ],
      }}
    >
      <div className="chart-plot causal-effects" ref={plot} style={{ height }}>
        <svg width={Math.max(1, width)} height={height} role="img" aria-label={t('effects')}>
          <Axes
            x={x}
            y={y}
            xAxis={{ label: t('effectAxis') }}
            yAxis={{ label: '' }}
            width={width}
            height={height}
            bare
          />
          <path className="causal-zero" d={beside(x(0))} />
          <path className="causal-true" d={beside(x(truth.effect))} />
          <text
            className="causal-true-text"
            x={x(truth.effect)}
            y={11}
            textAnchor={x(truth.effect) > width * 0.75 ? 'end' : x(truth.effect) < width * 0.25 ? 'start' : 'middle'}
          >
            {t('trueIs', { effect: written(Number(truth.effect.toFixed(3))) })}
          </text>
          {ways.map((way, i) => {
            const { estimate, low, high } = estimates[way];
            const middle = row(i) + 9;
            return (
              <g key={way} className="causal-row" style={{ stroke: estimateColours[way] }}>
                <text className="causal-way" x={left} y={row(i) - 7}>
                  {label(way)}
                  <tspan className="causal-value" dx={8}>
                    {said(way)}
                  </tspan>
                </text>
                <path
                  className="causal-interval"
                  d={`M${x(low)},${middle}H${x(high)}M${x(low)},${middle - 4}v8M${x(high)},${middle - 4}v8`}
                />
                <circle cx={x(estimate)} cy={middle} r={4.5} style={{ fill: estimateColours[way] }} />
              </g>
            );
          })}
        </svg>
        <CursorTrack
          label={t('readEffects')}
          said={cursor.x === null ? t('readEffects') : told(ways[cursor.x]!).join('; ')}
          stops={[0, 1, 2]}
          cursor={cursor}
          stopAt={(_, py) => Math.min(2, Math.max(0, Math.floor((py - top) / rowHeight)))}
        />
        {cursor.x !== null && (
          <Readout at={width - 20} width={width} top={row(cursor.x) + 20}>
            {told(ways[cursor.x]!).map((one, i) => (
              <p key={one} className={i === 0 ? 'chart-readout-at' : undefined}>
                {one}
              </p>
            ))}
          </Readout>
        )}
      </div>
      <p className="quiet causal-traced">
        {truth.paths.length === 0
          ? t('noCausalPath')
          : t('traced', {
              sum: truth.paths
                .map(({ strengths }) =>
                  strengths.map((one) => (one < 0 ? `(${written(one)})` : written(one))).join(' × '),
                )
                .join(' + '),
              effect: written(Number(truth.effect.toFixed(3))),
            })}
      </p>
    </ChartFrame>
  );
}
