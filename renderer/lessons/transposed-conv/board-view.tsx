import { useDeferredValue, useMemo } from 'react';
import { untrainedUnevenness } from '../../../models/experiments/transposed-conv/untrained.ts';
import { lumaOf, type Plane } from '../../../models/padding/plane.ts';
import { unevenness } from '../../../models/sampling/checkerboard.ts';
import { overlapsOf } from '../../../models/sampling/transposed-convolve.ts';
import { shortNumber } from '../../charts/digits.ts';
import { LineChart } from '../../charts/line-chart.tsx';
import { lineColour, quietColour } from '../../charts/palette.ts';
import type { ViewProps } from '../frame/lesson.ts';
import { useTexts } from '../frame/use-texts.ts';
import { FacePicker } from '../parts/face-picker.tsx';
import { PictureStrip } from '../parts/picture-strip.tsx';
import { planePicture } from '../parts/plane-picture.ts';
import { useFace } from '../parts/use-face.ts';
import { untrainedOn, boardWays as ways, workedOut } from './board-maps.ts';
import { K_MOST, MAPS_MOST, S_MOST, type Settings } from './settings.ts';
import { texts } from './texts.ts';
import { WholeSlider } from './whole-slider.tsx';

/** Layers as they begin, on a face: a transposed convolution, the gradient of a strided one, and the cure. */
export function BoardView(props: ViewProps<Settings>) {
  const t = useTexts(texts);
  const { settings, change } = props;
  const hand = useFace(settings.face);
  const { stride, k, maps, seed } = useDeferredValue(settings);
  const { face } = hand;
  const luma = useMemo(() => (face === null ? null : lumaOf(face.chip)), [face]);
  const shown = useMemo(
    () => (luma === null || stride === 1 ? null : untrainedOn(luma, { stride, k, maps, seed })),
    [luma, stride, k, maps, seed],
  );
  const curve = useMemo(
    () =>
      stride === 1
        ? []
        : Array.from({ length: K_MOST - stride + 1 }, (_, i) => {
            const own = i + stride;
            const found = untrainedUnevenness({ k: own, stride, channels: maps, seed });
            return { k: own, ...found, counts: countUnevenness(own, stride) };
          }),
    [stride, maps, seed],
  );
  return (
    <section className="lesson-look" aria-label={t('look_board')} aria-busy={hand.busy}>
      <FacePicker source={settings.face} onChange={(next) => change({ face: next })} hand={hand} />
      <div className="transposed-controls">
        <WholeSlider {...props} name="stride" symbol="s" low={1} high={S_MOST} />
        <WholeSlider {...props} name="k" symbol="k" low={1} high={K_MOST} />
        <WholeSlider {...props} name="maps" low={1} high={MAPS_MOST} />
      </div>
      {stride === 1 && (
        <p className="lesson-refused" role="status">
          {t('strideOne')}
        </p>
      )}
      {shown !== null && (
        <PictureStrip
          title={t('boardTitle')}
          hint={t('boardHint', { maps })}
          most={400}
          rows={shown.transposed.rows}
          columns={shown.transposed.columns}
          pictures={ways.map((way) => ({
            id: way,
            label: t(`way_${way}`),
            href: planePicture(shown[way], 0, mostOf(shown[way])),
            caption: t('unevenBy', { uneven: shortNumber(unevenness(shown[way], stride)) }),
          }))}
          read={(row, column) =>
            t('boardPixel', {
              ...{ row: row + 1, column: column + 1, phase: `${row % stride}, ${column % stride}` },
              ...Object.fromEntries(
                ways.map((way) => [way, shortNumber(shown[way].values[row * shown[way].columns + column]!)]),
              ),
            })
          }
          idle={t('boardRead')}
          work={{
            first: [Math.floor(shown.transposed.rows / 2), Math.floor(shown.transposed.columns / 2)],
            lines: (row, column) =>
              ways.map((way) => ({ label: t(`way_${way}`), sum: workedOut(shown, way, row, column, t) })),
          }}
          data={{
            head: [t('layer'), t('unevenness')],
            rows: ways.map((way) => [t(`way_${way}`), unevenness(shown[way], stride)]),
          }}
        />
      )}
      {!hand.first && curve.length > 0 && (
        <LineChart
          title={t('curveTitle', { s: stride })}
          hint={t('curveHint')}
          height={240}
          x={{ label: t('kernelAxis'), domain: [stride, K_MOST], format: String }}
          y={{ label: t('unevenness'), domain: [0, Math.max(1, ...curve.map(({ gradient }) => gradient ?? 0))] }}
          series={[
            {
              id: 'counts',
              label: t('way_counts'),
              colour: quietColour,
              points: curve.map((one) => ({ x: one.k, y: one.counts })),
            },
            ...ways.map((way, i) => ({
              ...{ id: way, label: t(`way_${way}`), colour: lineColour([0, 1, 2][i]!) },
              points: curve.map((one) => ({ x: one.k, y: one[way] })),
            })),
          ]}
        />
      )}
    </section>
  );
}

const mostOf = ({ values }: Plane): number => values.reduce((most, value) => Math.max(most, value), 1e-9);

/** What a kernel of ones leaves of a line of ones, away from the ends. */
function countUnevenness(k: number, stride: number): number {
  const counts = overlapsOf(20, k, stride).slice(k, -k);
  const own = [...counts];
  return ((Math.max(...own) - Math.min(...own)) * own.length) / own.reduce((a, b) => a + b, 0);
}
