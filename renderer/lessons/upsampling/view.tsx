import { SegmentedControl } from '@mantine/core';
import { useMemo, useState } from 'react';
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
import { resize } from '../../../models/sampling/resize.ts';
import { termsOf } from '../../../models/sampling/terms.ts';
import { type UpsamplerId, upsamplerIds } from '../../../models/sampling/upsampler.ts';
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
import { sumSaid } from '../parts/sum-said.ts';
import { useFace } from '../parts/use-face.ts';
import { remembering } from './remember.ts';
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
  const { weights } = trained;
  const pair = useMemo(() => (face === null ? null : pairOf(lumaOf(face.chip), scale)), [face, scale]);
  // While they learn, one network's weights change at a time: the other ways are as they were.
  const [see] = useState(() => new Map(upIds.map((id) => [id, remembering(seenBy)])));
  const seen = useMemo(
    () => pair && upIds.map((id) => see.get(id)!(pair, id, scale, kernel, weights[id as UpsamplerId])),
    [pair, scale, kernel, weights, see],
  );
  const [draw] = useState(() => new Map([...upIds, 'small', 'truth'].map((id) => [id as UpId, remembering(shownBy)])));
  const pictures = pair === null || seen === null ? [] : picturesOf(pair, seen, show, draw, t);
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
      <RunBar
        task={task}
        starts={[
          {
            label: t('train', { steps: settings.steps }),
            onStart: start,
            quiet: Object.keys(trained.weights).length > 0,
          },
        ]}
      />
      {pair !== null && seen !== null && (
        <PictureStrip
          title={t('stripTitle', { small: pair.small.rows, large: pair.truth.rows })}
          hint={t(`stripHint_${show}`)}
          across={4}
          most={300}
          rows={side}
          columns={side}
          pictures={pictures.map((one) => {
            const figures = seen.find(({ id }) => id === one.id)?.figures;
            return figures?.psnr === best ? { ...one, chosen: true } : one;
          })}
          read={(row, column) => readAt(pair, seen, show, row, column, t)}
          idle={t('stripRead')}
          {...(show !== 'spectrum' && {
            work: { first: EYE, lines: (row, column) => workAt(pair, seen, scale, row, column, t) },
          })}
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
      {!hand.first && (
        <div className="up-two">
          <LineChart
            title={t('curveTitle')}
            hint={t(Object.keys(trained.curves).length === 0 ? 'curveNone' : 'curveHint')}
            height={220}
            x={{ label: t('step'), domain: [0, settings.steps], format: String }}
            y={{ label: t('loss'), domain: [0, highest(trained.curves)] }}
            series={upsamplerIds.map((id, i) => ({
              ...{ id, label: t(`way_${id}`), colour: lineColour(i) },
              points: (trained.curves[id] ?? []).map(({ step, loss }) => ({ x: step, y: loss })),
            }))}
          />
          <TimeBars settings={settings} />
        </div>
      )}
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

interface SeenWay {
  readonly id: UpId;
  /** Null: not trained yet. */
  readonly plane: Plane | null;
  readonly figures: ReturnType<typeof figuresOf> | null;
}
type Seen = readonly SeenWay[];
type Pair = ReturnType<typeof pairOf>;
const SPECTRUM = 64;
/** White in a spectrum: log₁₀ of a magnitude that an error's hardly passes. */
const SPECTRUM_MOST = 3.5;
/** About where an aligned face has its left eye: row and column. */
const EYE = [51, 38] as const;

function seenBy(pair: Pair, id: UpId, scale: number, kernel: number, weights: readonly number[] | undefined): SeenWay {
  const plane = enlarge(pair, id, scale, kernel, weights === undefined ? {} : { [id]: weights });
  return { id, plane, figures: plane === null ? null : figuresOf(plane, pair.truth, scale) };
}

/** As an address, of one way: what it makes, or what is wrong with it. */
function shownBy(plane: Plane | null, truth: Plane, show: Settings['show']): string | null {
  if (plane === null) return null;
  if (show === 'error') return planePicture(errorOf(plane, truth), -48, 48);
  return show === 'spectrum'
    ? planePicture(logSpectrum(errorOf(plane, truth), SPECTRUM), 0, SPECTRUM_MOST)
    : planePicture(plane);
}

type Drawers = ReadonlyMap<UpId | 'small' | 'truth', typeof shownBy>;

/** In two rows: without learning, and learnt beside the truth. */
function picturesOf(
  { small, truth }: Pair,
  seen: Seen,
  show: Settings['show'],
  draw: Drawers,
  t: Words,
): StripPicture[] {
  const ways = seen.map(
    ({ id, plane, figures }): StripPicture => ({
      ...{ id, label: t(`way_${id}`), href: draw.get(id)!(plane, truth, show) },
      caption: figures === null ? t('untrained') : t('psnrOf', { psnr: figures.psnr.toFixed(2) }),
      note:
        figures === null
          ? ''
          : t('ssimOf', { ssim: figures.ssim.toFixed(3), pattern: shortNumber(figures.pattern, 2) }),
    }),
  );
  const own = (id: 'small' | 'truth', plane: Plane, href: string | null): StripPicture => ({
    ...{ id, label: t(`own_${id}`), href, caption: `${plane.rows} × ${plane.columns}`, note: '' },
  });
  const [less, whole] = [draw.get('small')!(small, truth, 'picture'), draw.get('truth')!(truth, truth, 'picture')];
  const ofTruth = show === 'spectrum' ? planePicture(logSpectrum(truth, SPECTRUM), 0, 5) : whole;
  return [own('small', small, less), ...ways.slice(0, 3), own('truth', truth, ofTruth), ...ways.slice(3)];
}

/** How each way comes to its value: from the small picture, or from the cubic one and what was learnt. */
function workAt({ small }: Pair, seen: Seen, scale: number, row: number, column: number, t: Words) {
  const of = (plane: Plane): number => plane.values[row * plane.columns + column]!;
  const cubic = of(seen.find(({ id }) => id === 'cubic')!.plane!);
  return seen.map(({ id, plane }) => {
    const label = t(`way_${id}`);
    if (plane === null) return { label, sum: '–' };
    const value = of(plane);
    if (id !== 'nearest' && id !== 'linear' && id !== 'cubic')
      return {
        label,
        sum: t('learntSum', { cubic: cubic.toFixed(1), learnt: signed(value - cubic), value: value.toFixed(1) }),
      };
    const run = (piece: Plane): Plane => resize(piece, scale * piece.rows, scale * piece.columns, id);
    const terms = termsOf({ run, ratio: scale, reach: 3 }, small, row, column);
    return { label, sum: sumSaid(terms, value, (count, rest) => t('others', { count, rest })) };
  });
}

const signed = (value: number): string => `${value < 0 ? '−' : '+'} ${Math.abs(value).toFixed(1)}`;

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
