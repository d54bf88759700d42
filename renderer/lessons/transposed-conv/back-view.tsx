import { Button, SegmentedControl } from '@mantine/core';
import { useDeferredValue, useMemo } from 'react';
import {
  asSeen,
  blurIds,
  blurOf,
  byInverse,
  byTransposed,
  LAMBDAS,
  observe,
  overNoise,
} from '../../../models/experiments/transposed-conv/restore.ts';
import { lumaOf, type Plane } from '../../../models/padding/plane.ts';
import { type Term, termsOf } from '../../../models/sampling/terms.ts';
import { transposedConvolve } from '../../../models/sampling/transposed-convolve.ts';
import { shortNumber } from '../../charts/digits.ts';
import { LineChart } from '../../charts/line-chart.tsx';
import { lineColour } from '../../charts/palette.ts';
import type { ViewProps } from '../frame/lesson.ts';
import { useTexts } from '../frame/use-texts.ts';
import { ExactSlider } from '../parts/exact-slider.tsx';
import { FacePicker } from '../parts/face-picker.tsx';
import { PictureStrip } from '../parts/picture-strip.tsx';
import { planePicture } from '../parts/plane-picture.ts';
import { sumSaid } from '../parts/sum-said.ts';
import { useFace } from '../parts/use-face.ts';
import { LAMBDA, type Settings, SIGMA_MOST } from './settings.ts';
import { SizeLadder } from './size-ladder.tsx';
import { texts } from './texts.ts';
import { WholeSlider } from './whole-slider.tsx';

/** About where an aligned face has its left eye: row and column. */
const EYE = [51, 38] as const;

/** A face convolved; then its shape back by the transposed convolution, and its values by the inverse filter. */
export function BackView(props: ViewProps<Settings>) {
  const t = useTexts(texts);
  const { settings, change } = props;
  const hand = useFace(settings.face);
  const { face } = hand;
  const { blur, blurK, sigma, lambda, seed } = useDeferredValue(settings);
  const x = useMemo(() => (face === null ? null : lumaOf(face.chip)), [face]);
  const kernel = useMemo(() => blurOf(blur, blurK, seed), [blur, blurK, seed]);
  const observed = useMemo(() => (x === null ? null : observe(x, kernel, sigma, seed)), [x, kernel, sigma, seed]);
  const transposed = useMemo(
    () => (x === null || observed === null ? null : byTransposed(observed, kernel, x)),
    [x, observed, kernel],
  );
  const inverse = useMemo(
    () => (x === null || observed === null ? null : byInverse(observed, kernel, x)),
    [x, observed, kernel],
  );
  const restored = useMemo(() => inverse?.(10 ** lambda) ?? null, [inverse, lambda]);
  const curve = useMemo(
    () => (x === null ? [] : overNoise({ x, kernel, lambda: 10 ** lambda, seed })),
    [x, kernel, lambda, seed],
  );
  const takeBest = (): void => {
    if (inverse === null) return;
    const errors = LAMBDAS.map((one) => inverse(one).error);
    change({ lambda: Math.log10(LAMBDAS[errors.indexOf(Math.min(...errors))]!) });
  };
  const work = (row: number, column: number) => {
    const rest = (count: number, sum: string): string => t('others', { count, sum });
    const value = (plane: Plane): number => plane.values[row * plane.columns + column]!;
    const convolved = {
      ...{ ratio: 1, reach: kernel.rows },
      run: (piece: Plane): Plane => asSeen(observe(piece, kernel, 0, seed), kernel, piece).plane,
    };
    const back = {
      ...{ ratio: 1, reach: kernel.rows },
      run: (piece: Plane): Plane => transposedConvolve(piece, kernel, { stride: 1, padding: kernel.rows - 1 }),
    };
    const { gain, plane } = transposed!;
    const [forth, own] = [termsOf(convolved, x!, row, column), termsOf(back, observed!, row, column)];
    const noise = value(asSeen(observed!, kernel, x!).plane) - totalOf(forth);
    return [
      {
        label: t('stage_seen'),
        sum: `${sumSaid(forth, totalOf(forth), rest)}${sigma === 0 ? '' : t('withNoise', { noise: shortNumber(noise) })}`,
      },
      {
        label: t('stage_transposed'),
        sum: sumSaid(
          own.map((term) => ({ ...term, weight: gain * term.weight })),
          value(plane),
          rest,
        ),
      },
      {
        label: t('stage_inverse'),
        sum: t('byFourier', { n: observed!.values.length, result: shortNumber(value(restored!.plane)) }),
      },
    ];
  };
  const ready = x !== null && observed !== null && transposed !== null && restored !== null;
  return (
    <section className="lesson-look" aria-label={t('look_back')} aria-busy={hand.busy}>
      <FacePicker source={settings.face} onChange={(next) => change({ face: next })} hand={hand} />
      <div className="transposed-controls">
        <SegmentedControl
          size="xs"
          aria-label={t('blur')}
          value={settings.blur}
          data={blurIds.map((id) => ({ value: id, label: t(`blur_${id}`) }))}
          onChange={(next) => change({ blur: next as Settings['blur'] })}
        />
        <WholeSlider {...props} name="blurK" low={1} high={9} />
        <ExactSlider
          label={t('sigma')}
          sign="σ"
          value={settings.sigma}
          low={0}
          high={SIGMA_MOST}
          step={0.5}
          onChange={(next) => change({ sigma: next })}
        />
        <ExactSlider
          label={t('lambda')}
          sign="λ"
          symbol="lambda"
          scale="log"
          value={10 ** settings.lambda}
          low={10 ** LAMBDA[0]}
          high={10 ** LAMBDA[1]}
          step={0.25}
          onChange={(next) => change({ lambda: Number(Math.log10(next).toFixed(4)) })}
        />
        <div className="transposed-best">
          <Button size="compact-sm" variant="default" disabled={inverse === null} onClick={takeBest}>
            {t('takeBest')}
          </Button>
        </div>
      </div>
      {ready && (
        <PictureStrip
          title={t('stripTitle')}
          hint={t('stripHint', { n: x.rows, m: observed.rows })}
          rows={x.rows}
          columns={x.columns}
          pictures={[
            { id: 'x', label: t('stage_x'), href: planePicture(x), caption: t('stageSize', { n: x.rows }) },
            {
              ...{
                id: 'seen',
                label: t('stage_seen'),
                href: planePicture(
                  asSeen(observed, kernel, x).plane,
                  ...greysOf(blur, asSeen(observed, kernel, x).plane),
                ),
              },
              caption: t('stageSize', { n: observed.rows }),
            },
            {
              ...{ id: 'transposed', label: t('stage_transposed'), href: planePicture(transposed.plane) },
              caption: t('stageError', { n: x.rows, error: shortNumber(transposed.error) }),
            },
            {
              ...{ id: 'inverse', label: t('stage_inverse'), href: planePicture(restored.plane), chosen: true },
              caption: t('stageError', { n: x.rows, error: shortNumber(restored.error) }),
            },
          ]}
          read={(row, column) =>
            t('stripPixel', {
              ...{ row: row + 1, column: column + 1, x: at(x, row, column) },
              ...{ transposed: at(transposed.plane, row, column), inverse: at(restored.plane, row, column) },
            })
          }
          idle={t('stripRead')}
          work={{ first: EYE, lines: work }}
          data={{
            head: [t('stage'), t('side'), t('error')],
            rows: [
              [t('stage_x'), x.rows, 0],
              [t('stage_seen'), observed.rows, asSeen(observed, kernel, x).error],
              [t('stage_transposed'), transposed.plane.rows, transposed.error],
              [t('stage_inverse'), restored.plane.rows, restored.error],
            ],
          }}
        />
      )}
      {!hand.first && (
        <div className="transposed-two">
          {curve.length > 0 && (
            <LineChart
              title={t('noiseTitle')}
              hint={t('noiseHint')}
              height={440}
              x={{ label: t('noiseAxis'), scale: 'log', domain: [0.01, 30] }}
              y={{ label: t('error'), scale: 'log', domain: [0.01, 1e5] }}
              series={(['transposed', 'naive', 'careful'] as const).map((id, i) => ({
                ...{ id, label: t(`series_${id}`), colour: lineColour(i) },
                points: curve.map((one) => ({ x: one.sigma, y: Math.min(1e5, Math.max(0.01, one[id])) })),
              }))}
            />
          )}
          <SizeLadder {...props} />
        </div>
      )}
    </section>
  );
}

const totalOf = (terms: readonly Term[]): number => terms.reduce((sum, { weight, value }) => sum + weight * value, 0);

const at = ({ values, columns }: Plane, row: number, column: number): string =>
  shortNumber(values[row * columns + column]!);

/** An untrained kernel's output has both signs: it is shown from its own lowest to its highest. */
function greysOf(blur: Settings['blur'], { values }: Plane): [number, number] {
  if (blur !== 'random') return [0, 255];
  return [Math.min(...values), Math.max(...values)];
}
