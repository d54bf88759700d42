import { Button, SegmentedControl } from '@mantine/core';
import { shortNumber } from '../../charts/digits.ts';
import { lineColour } from '../../charts/palette.ts';
import type { ViewProps } from '../frame/lesson.ts';
import { Bound } from '../frame/lit.tsx';
import { useTexts } from '../frame/use-texts.ts';
import { Plane } from '../parts/plane.tsx';
import { PlaneLine } from '../parts/plane-layers.tsx';
import { K_MOST, S_MOST, type Settings, WEIGHT } from './settings.ts';
import { StackedLine } from './stacked-line.tsx';
import { StampedGrid } from './stamped-grid.tsx';
import { evenness, linearTaps, tapsOf } from './stamps.ts';
import { texts } from './texts.ts';
import { WholeSlider } from './whole-slider.tsx';

/** A picture of ones, stamp by stamp: where stamps overlap unevenly a constant comes out as a board. */
export function OverlapView(props: ViewProps<Settings>) {
  const t = useTexts(texts);
  const { settings, change } = props;
  const { dims, stride, k, weights } = settings;
  const taps = tapsOf(settings);
  const { sums, even } = evenness(settings);
  const set = (next: readonly number[]): void => change({ weights: [...next], step: null });
  return (
    <section className="lesson-look" aria-label={t('look_overlap')}>
      <div className="transposed-controls">
        <WholeSlider {...props} name="stride" symbol="s" low={1} high={S_MOST} />
        <WholeSlider {...props} name="k" symbol="k" low={1} high={K_MOST} />
      </div>
      <div className="transposed-row">
        <SegmentedControl
          size="xs"
          aria-label={t('dims')}
          value={String(dims)}
          data={[
            { value: '1', label: t('dims_1') },
            { value: '2', label: t('dims_2') },
          ]}
          onChange={(next) => change({ dims: next === '1' ? 1 : 2, step: null })}
        />
        <span className="quiet">{t('weights')}</span>
        <Button size="compact-sm" variant="default" onClick={() => set(new Array<number>(K_MOST).fill(1))}>
          {t('weights_ones')}
        </Button>
        {[false, true].map((odd) => {
          const linear = linearTaps(stride, K_MOST, odd);
          return (
            <Button
              key={String(odd)}
              size="compact-sm"
              variant="default"
              disabled={linear.k > K_MOST}
              onClick={() => change({ ...linear, step: null })}
            >
              {t('weights_linear', { k: linear.k })}
            </Button>
          );
        })}
      </div>
      <p className={even ? 'transposed-verdict' : 'transposed-verdict transposed-uneven'} role="status">
        {t(
          even
            ? k % stride === 0
              ? 'evenDivides'
              : 'evenWeights'
            : k % stride === 0
              ? 'unevenWeights'
              : 'unevenCount',
          {
            ...{ k, s: stride, rest: k % stride },
            sums: sums.map((sum) => Number(sum.toFixed(2))).join(', '),
          },
        )}
      </p>
      <div className="transposed-overlap">
        <Bound symbol="k">
          <Plane
            title={t('tapsTitle')}
            hint={t('tapsHint')}
            height={300}
            x={{
              label: t('tap'),
              ...{ domain: [-0.6, k - 0.4], ticks: taps.map((_, j) => j), format: String },
            }}
            y={{ label: 'w', domain: WEIGHT }}
            points={taps.map((w, j) => ({
              ...{ id: String(j), x: j, y: w, along: 'y', step: [1, 0.1], colour: lineColour(j % stride) },
              label: t('tapAt', { j, w: shortNumber(w) }),
              told: [
                t('tapAt', { j, w: shortNumber(w) }),
                t('tapPhase', { phase: j % stride, s: stride, sum: phaseSum(taps, j % stride, stride) }),
              ],
              onMove: (_: number, y: number) => set(weights.with(j, y)),
            }))}
            data={{
              head: [t('tap'), 'w', t('phase')],
              rows: taps.map((w, j) => [j, w, j % stride]),
            }}
          >
            {taps.map((w, j) => (
              <PlaneLine
                // biome-ignore lint/suspicious/noArrayIndexKey: a tap is its place
                key={j}
                points={[
                  [j, 0],
                  [j, w],
                ]}
                colour={lineColour(j % stride)}
                wide
              />
            ))}
          </Plane>
        </Bound>
        {dims === 1 ? <StackedLine settings={settings} /> : <StampedGrid settings={settings} />}
      </div>
    </section>
  );
}

/** Written out: 1 + 0.5 = 1.5. */
function phaseSum(taps: readonly number[], phase: number, stride: number): string {
  const own = taps.filter((_, j) => j % stride === phase);
  return `${own.map((w) => shortNumber(w)).join(' + ')} = ${shortNumber(own.reduce((a, b) => a + b, 0))}`;
}
