import { SegmentedControl } from '@mantine/core';
import { useDeferredValue, useMemo } from 'react';
import {
  enlarge,
  errorOf,
  figuresOf,
  logSpectrum,
  type UpId,
  upIds,
} from '../../../models/experiments/upsampling/measure.ts';
import { pairOf } from '../../../models/experiments/upsampling/pairs.ts';
import type { Trained } from '../../../models/experiments/upsampling.ts';
import { lumaOf, type Plane } from '../../../models/padding/plane.ts';
import { upsamplerIds } from '../../../models/sampling/upsampler.ts';
import { shortNumber } from '../../charts/digits.ts';
import { LineChart } from '../../charts/line-chart.tsx';
import { lineColour } from '../../charts/palette.ts';
import type { ViewProps } from '../frame/lesson.ts';
import { Bound } from '../frame/lit.tsx';
import { useTexts } from '../frame/use-texts.ts';
import { ExactSlider } from '../parts/exact-slider.tsx';
import { FacePicker } from '../parts/face-picker.tsx';
import { PictureStrip, type StripPicture } from '../parts/picture-strip.tsx';
import { planePicture } from '../parts/plane-picture.ts';
import { RunBar } from '../parts/run-bar.tsx';
import { useFace } from '../parts/use-face.ts';
import { kernels, type Settings, STEPS, scales, shows, tapsOf } from './settings.ts';
import { texts, type Words } from './texts.ts';
import { TimeBars } from './time-bars.tsx';
import './upsampling.css';
import { useTraining } from './use-training.ts';

/** A face made small and enlarged again in six ways, three of them trained here. */
export function View({ settings, change }: ViewProps<Settings>) {
  const t = useTexts(texts);
  const hand = useFace(settings.face);
  const { face } = hand;
  const { scale, show } = settings;
  const kernel = tapsOf(settings);
  const { task, trained, start } = useTraining(settings);
  const weights = useDeferredValue(trained.weights);
  const pair = useMemo(() => (face === null ? null : pairOf(lumaOf(face.chip), scale)), [face, scale]);
  const seen = useMemo(() => {
    if (pair === null) return null;
    return upIds.map((id) => {
      const plane = enlarge(pair, id, scale, kernel, weights);
      return { id, plane, figures: plane === null ? null : figuresOf(plane, pair.truth, scale) };
    });
  }, [pair, scale, kernel, weights]);
  const pictures = useMemo(
    () => (pair === null || seen === null ? [] : picturesOf(pair, seen, show, t)),
    [pair, seen, show, t],
  );
  const best = Math.max(...(seen ?? []).map(({ figures }) => figures?.psnr ?? 0));
  const side = show === 'spectrum' ? SPECTRUM : (pair?.truth.rows ?? 1);
  return (
    <section className="up" aria-label={t('title')} aria-busy={hand.busy}>
      <FacePicker source={settings.face} onChange={(next) => change({ face: next })} hand={hand} />
      <div className="up-controls">
        <Bound symbol="s">
          <Row label={t('scale')} sign="s">
            <SegmentedControl
              size="xs"
              aria-label={t('scale')}
              value={String(scale)}
              data={scales.map((one) => ({ value: String(one), label: `${one} ×` }))}
              onChange={(next) => change({ scale: Number(next) as Settings['scale'] })}
            />
          </Row>
        </Bound>
        <Bound symbol="k">
          <Row label={t('kernel')} sign="k">
            <SegmentedControl
              size="xs"
              aria-label={t('kernel')}
              value={settings.kernel}
              data={kernels.map((one) => ({ value: one, label: String(tapsOf({ scale, kernel: one })) }))}
              onChange={(next) => change({ kernel: next as Settings['kernel'] })}
            />
          </Row>
        </Bound>
        <ExactSlider
          label={t('steps')}
          sign="T"
          symbol="t"
          scale="log"
          value={settings.steps}
          low={STEPS[0]}
          high={STEPS[1]}
          step={0.1}
          whole
          onChange={(steps) => change({ steps })}
        />
        <Row label={t('show')}>
          <SegmentedControl
            size="xs"
            aria-label={t('show')}
            value={show}
            data={shows.map((one) => ({ value: one, label: t(`show_${one}`) }))}
            onChange={(next) => change({ show: next as Settings['show'] })}
          />
        </Row>
      </div>
      <RunBar task={task} starts={[
          { label: t('train', { steps: settings.steps }), onStart: start, quiet: Object.keys(trained.weights).length > 0 },
        ]} />
      {pair !== null && seen !== null && (
        <PictureStrip
          title={t('stripTitle', { small: pair.small.rows, large: pair.truth.rows })}
          hint={t(`stripHint_${show}`)}
          across={4}
          most={250}
          rows={side}
          columns={side}
          pictures={pictures.map((one) => {
            const figures = seen.find(({ id }) => id === one.id)?.figures;
            return figures?.psnr === best ? { ...one, chosen: true } : one;
          })}
          read={(row, column) => readAt(pair, seen, show, row, column, t)}
          idle={t('stripRead')}
          data={{
            head: [t('way'), 'PSNR, dB', 'SSIM', t('pattern')],
            rows: seen.map(({ id, figures }) => [
              t(`way_${id}`),
              figures?.psnr ?? null,
              figures?.ssim ?? null,
              figures?.pattern ?? null,
            ]),
          }}
        />
      )}
      <div className="up-two">
        <LineChart
          title={t('curveTitle')}
          hint={t(Object.keys(trained.curves).length === 0 ? 'curveNone' : 'curveHint')}
          height={220}
          x={{ label: t('step'), domain: [0, settings.steps], format: String }}
          y={{ label: t('loss'), domain: [0, highest(trained.curves)] }}
          series={upsamplerIds.flatMap((id, i) => {
            const points = trained.curves[id];
            return points === undefined
              ? []
              : [
                  {
                    id,
                    label: t(`way_${id}`),
                    colour: lineColour(i),
                    points: points.map(({ step, loss }) => ({ x: step, y: loss })),
                  },
                ];
          })}
        />
        <TimeBars settings={settings} />
      </div>
    </section>
  );
}

/** Of the curves' losses, so that they fill the chart. */
const highest = (curves: Trained['curves']): number =>
  Math.max(10, ...Object.values(curves).flatMap((points) => points.map(({ loss }) => 1.1 * loss)));

function Row({ label, sign, children }: { label: string; sign?: string; children: React.ReactNode }) {
  return (
    <div className="up-row">
      <span>
        {sign !== undefined && <i>{sign}</i>} {label}
      </span>
      {children}
    </div>
  );
}

type Seen = readonly {
  readonly id: UpId;
  readonly plane: Plane | null;
  readonly figures: ReturnType<typeof figuresOf> | null;
}[];
type Pair = ReturnType<typeof pairOf>;
const SPECTRUM = 64;

/** In two rows: without learning, and learnt beside the truth. */
function picturesOf({ small, truth }: Pair, seen: Seen, show: Settings['show'], t: Words): StripPicture[] {
  const errors = seen.map(({ plane }) => (plane === null ? null : errorOf(plane, truth)));
  const spectra = show === 'spectrum' ? errors.map((error) => error && logSpectrum(error, SPECTRUM)) : [];
  const most = Math.max(1e-9, ...spectra.flatMap((one) => (one === null ? [] : [...one.values])));
  const shown = (i: number): string | null => {
    const plane = seen[i]!.plane;
    if (plane === null) return null;
    if (show === 'error') return planePicture(errors[i]!, -48, 48);
    return show === 'spectrum' ? planePicture(spectra[i]!, 0, most) : planePicture(plane);
  };
  const ways = seen.map(
    ({ id, figures }, i): StripPicture => ({
      ...{ id, label: t(`way_${id}`), href: shown(i) },
      caption: figures === null ? t('untrained') : t('psnrOf', { psnr: figures.psnr.toFixed(2) }),
      note:
        figures === null
          ? ''
          : t('ssimOf', { ssim: figures.ssim.toFixed(3), pattern: shortNumber(figures.pattern, 2) }),
    }),
  );
  const own = (id: 'small' | 'truth', plane: Plane, href: string): StripPicture => ({
    ...{ id, label: t(`own_${id}`), href, caption: `${plane.rows} × ${plane.columns}`, note: '' },
  });
  const whole = show === 'spectrum' ? planePicture(logSpectrum(truth, SPECTRUM), 0, 5) : planePicture(truth);
  return [own('small', small, planePicture(small)), ...ways.slice(0, 3), own('truth', truth, whole), ...ways.slice(3)];
}

function readAt({ truth }: Pair, seen: Seen, show: Settings['show'], row: number, column: number, t: Words): string {
  if (show === 'spectrum') {
    const of = (at: number): string => shortNumber(Math.abs(at - SPECTRUM / 2) / SPECTRUM);
    return t('spectrumPixel', { x: of(column), y: of(row) });
  }
  const at = row * truth.columns + column;
  return t('pixel', {
    ...{ row: row + 1, column: column + 1, truth: shortNumber(truth.values[at]!) },
    values: seen
      .flatMap(({ id, plane }) => (plane === null ? [] : [`${t(`way_${id}`)} ${shortNumber(plane.values[at]!)}`]))
      .join(', '),
  });
}
