import { SegmentedControl } from '@mantine/core';
import { useDeferredValue, useMemo } from 'react';
import { enlargedAgain, grating, LIMIT, response, shownAt } from '../../../models/experiments/downsampling/lost.ts';
import { deviationOf } from '../../../models/experiments/downsampling/shift.ts';
import { STRIDE, shrink, wayIds } from '../../../models/experiments/downsampling/ways.ts';
import { lumaOf, type Plane } from '../../../models/padding/plane.ts';
import { resize } from '../../../models/sampling/resize.ts';
import { termsOf } from '../../../models/sampling/terms.ts';
import { shortNumber } from '../../charts/digits.ts';
import { LineChart } from '../../charts/line-chart.tsx';
import { lineColour, quietColour } from '../../charts/palette.ts';
import type { ViewProps } from '../frame/lesson.ts';
import { useTexts } from '../frame/use-texts.ts';
import { ExactSlider } from '../parts/exact-slider.tsx';
import { FacePicker } from '../parts/face-picker.tsx';
import { PictureStrip } from '../parts/picture-strip.tsx';
import { planePicture } from '../parts/plane-picture.ts';
import { sumSaid } from '../parts/sum-said.ts';
import { useFace } from '../parts/use-face.ts';
import { type Settings, sources } from './settings.ts';
import { texts } from './texts.ts';
import { WayControls } from './way-controls.tsx';

/** Frequencies of the chart, cycles a pixel. */
const FREQUENCIES = Array.from({ length: 25 }, (_, i) => 0.02 * (i + 1));
const SIDE = 112;
/** Without the noughts at its end. */
const plain = (value: number): string => String(Number(value.toPrecision(3)));
/** About where an aligned face has its left eye: row and column. */
const EYE = [51, 38] as const;
/** How a small picture is enlarged again. */
const TWICE = {
  ...{ ratio: STRIDE, reach: 3 },
  run: (plane: Plane): Plane => resize(plane, STRIDE * plane.rows, STRIDE * plane.columns, 'cubic'),
};

/** What is left of a face, and of stripes, after half the size: enlarged again beside what it was. */
export function LostView(props: ViewProps<Settings>) {
  const t = useTexts(texts);
  const { settings, change } = props;
  const hand = useFace(settings.face);
  const { face } = hand;
  const { source, frequency, weights, k, taps, seed } = useDeferredValue(settings);
  const luma = useMemo(() => (face === null ? null : lumaOf(face.chip)), [face]);
  const x = useMemo(() => (source === 'stripes' ? grating(SIDE, SIDE, frequency, 0) : luma), [source, frequency, luma]);
  const choice = useMemo(() => ({ weights, k, taps, seed }), [weights, k, taps, seed]);
  const seen = useMemo(
    () => (x === null ? [] : wayIds.map((way) => ({ way, ...enlargedAgain(x, way, choice) }))),
    [x, choice],
  );
  const curves = useMemo(
    () => wayIds.map((way) => ({ way, points: FREQUENCIES.map((at) => ({ x: at, y: response(at, way, choice) })) })),
    [choice],
  );
  const stripes = settings.source === 'stripes';
  const work = (row: number, column: number) =>
    seen.map(({ way, plane, asIs, factor, mean, own }) => {
      const of = (one: Plane): number => one.values[row * one.columns + column]!;
      const small = source === 'stripes' ? shrink(x!, way, choice) : null;
      const sum =
        small === null
          ? t('fitted', {
              ...{ mean: shortNumber(mean), factor: shortNumber(factor), large: shortNumber(of(asIs)) },
              ...{ own: shortNumber(own), result: shortNumber(of(plane)) },
            })
          : sumSaid(termsOf(TWICE, small, row, column), of(asIs), (count, rest) => t('others', { count, rest }));
      return { label: t(`way_${way}`), sum };
    });
  return (
    <section className="lesson-look" aria-label={t('look_lost')} aria-busy={!stripes && hand.busy}>
      <div className="down-row">
        <span>{t('source')}</span>
        <SegmentedControl
          size="xs"
          aria-label={t('source')}
          value={settings.source}
          data={sources.map((id) => ({ value: id, label: t(`source_${id}`) }))}
          onChange={(next) => change({ source: next as Settings['source'] })}
        />
      </div>
      {!stripes && <FacePicker source={settings.face} onChange={(next) => change({ face: next })} hand={hand} />}
      <div className="down-controls">
        {stripes && (
          <ExactSlider
            label={t('frequency')}
            sign="f"
            symbol="f"
            value={settings.frequency}
            low={0.01}
            high={0.5}
            step={0.01}
            onChange={(next) => change({ frequency: next })}
          />
        )}
        <WayControls {...props} />
      </div>
      {stripes && (
        <p className="down-note" role="status">
          {t(frequency > LIMIT ? 'stripesFold' : 'stripesFit', {
            f: plain(frequency),
            seen: plain(shownAt(frequency)),
          })}
        </p>
      )}
      {x !== null && seen.length > 0 && (
        <PictureStrip
          title={t('lostTitle')}
          hint={t(source === 'stripes' ? 'stripesHint' : 'lostHint')}
          rows={x.rows}
          columns={x.columns}
          pictures={[
            { id: 'x', label: t('before'), href: planePicture(x), caption: t('sizeOf', { n: x.rows }) },
            ...seen.map(({ way, plane, asIs, lost }) => ({
              ...{ id: way, label: t(`way_${way}`), href: planePicture(source === 'stripes' ? asIs : plane) },
              caption:
                source === 'stripes'
                  ? t('leftBy', { share: shortNumber((100 * deviationOf(asIs)) / deviationOf(x)) })
                  : t('offBy', { lost: shortNumber(lost) }),
            })),
          ]}
          read={(row, column) =>
            t('lostPixel', {
              ...{ row: row + 1, column: column + 1, x: shortNumber(x.values[row * x.columns + column]!) },
              values: seen
                .map(
                  ({ way, plane: fitted, asIs }) =>
                    `${t(`way_${way}`)} ${shortNumber((stripes ? asIs : fitted).values[row * x.columns + column]!)}`,
                )
                .join(', '),
            })
          }
          idle={t('lostRead')}
          work={{ first: EYE, lines: work }}
          data={{
            head: [t('way'), t('lostWord'), t('brighterWord')],
            rows: seen.map(({ way, lost, brighter }) => [t(`way_${way}`), lost, brighter]),
          }}
        />
      )}
      {(stripes || !hand.first) && (
        <LineChart
          title={t('responseTitle')}
          hint={t('responseHint')}
          height={250}
          x={{ label: t('frequencyAxis'), domain: [0, 0.5] }}
          y={{
            label: t('left'),
            domain: [0, Math.max(1.1, ...curves.flatMap(({ points }) => points.map(({ y }) => y)))],
          }}
          series={[
            ...curves.map(({ way, points }, i) => ({
              ...{ id: way, label: t(`way_${way}`), colour: lineColour(i), points },
            })),
            {
              ...{ id: 'ideal', label: t('ideal'), colour: quietColour },
              points: [
                { x: 0.02, y: 1 },
                { x: LIMIT - 0.001, y: 1 },
                { x: LIMIT, y: 0 },
                { x: 0.5, y: 0 },
              ],
            },
          ]}
        />
      )}
    </section>
  );
}
