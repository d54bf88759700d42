import { useMemo, useState } from 'react';
import type { ShotsInput } from '../../../models/experiments/anatomy/input.ts';
import {
  beginnings,
  type PretextRun,
  type ShotProgress,
  type ShotRun,
} from '../../../models/experiments/anatomy/pretext.ts';
import { quarterTurn } from '../../../models/experiments/anatomy/turns.ts';
import type { RgbImage } from '../../../models/image.ts';
import { percent } from '../../charts/digits.ts';
import { LineChart } from '../../charts/line-chart.tsx';
import { lineColour, quietColour } from '../../charts/palette.ts';
import type { ViewProps } from '../frame/lesson.ts';
import { Bound } from '../frame/lit.tsx';
import { useTask } from '../frame/use-task.ts';
import { useTexts } from '../frame/use-texts.ts';
import { ExactSlider } from '../parts/exact-slider.tsx';
import { FaceCanvas } from '../parts/face-canvas.tsx';
import { FacePicker } from '../parts/face-picker.tsx';
import { RunBar } from '../parts/run-bar.tsx';
import { useFace } from '../parts/use-face.ts';
import type { Settings } from './settings.ts';
import { texts } from './texts.ts';
import { shotSize } from './training.ts';

/** The pretext task on a face, and what it is worth to a network that then has few named pictures. */
export function PretextView({ settings, change }: ViewProps<Settings>) {
  const t = useTexts(texts);
  const { face: source, repeats, seed } = settings;
  const hand = useFace(source);
  const { face } = hand;
  const turns = useMemo(() => (face === null ? [] : turnsOf(face.chip)), [face]);
  const [runs, setRuns] = useState<readonly ShotRun[]>([]);
  const [pretext, setPretext] = useState<readonly PretextRun[]>([]);
  const task = useTask<unknown, ShotProgress>('anatomy', 'shots', undefined, (step) => {
    const { run, pretext: own } = step;
    if (run !== undefined) setRuns((before) => [...before, run]);
    if (own !== undefined) setPretext((before) => [...before, own]);
  });
  const train = (): void => {
    setRuns([]);
    setPretext([]);
    task.start({ seed, repeats, size: shotSize } satisfies ShotsInput);
  };
  return (
    <section className="lesson-look anatomy-look" aria-label={t('look_pretext')} aria-busy={hand.busy}>
      <FacePicker source={source} onChange={(next) => change({ face: next })} hand={hand} />
      <div className="anatomy-turns">
        {turns.map((picture, turn) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a turn is its place
          <figure key={turn}>
            <FaceCanvas picture={picture} label={t('turnOf', { degrees: 90 * turn })} />
            <figcaption>{90 * turn}°</figcaption>
          </figure>
        ))}
        <p className="quiet">{t('turnsWhy')}</p>
      </div>
      <div className="anatomy-controls">
        <ExactSlider
          label={t('repeats')}
          value={repeats}
          low={1}
          high={5}
          step={1}
          whole
          onChange={(next) => change({ repeats: next })}
        />
        <RunBar task={task} starts={[{ label: t('trainShots'), onStart: train }]} />
      </div>
      <p className="anatomy-about" role="status">
        {pretext.length === 0
          ? t('turnsUntrained')
          : t('turnsTrained', {
              accuracy: percent(pretext.reduce((sum, one) => sum + one.accuracy, 0) / pretext.length, 100),
            })}
      </p>
      <Bound symbol="k">
        <LineChart
          title={t('shotsTitle')}
          hint={t(runs.length === 0 ? 'shotsNone' : 'shotsHint')}
          height={300}
          x={{
            label: t('shots'),
            scale: 'log',
            domain: [1, Math.max(...shotSize.shots)],
            ticks: shotSize.shots,
            format: String,
          }}
          y={{ label: t('recognised'), domain: [0, 1], format: (value) => percent(value, 100) }}
          series={[
            ...beginnings.flatMap((beginning, i) => curveOf(runs, beginning, t(`beginning_${beginning}`), i)),
            {
              ...{ id: 'guessing', label: t('guessing'), colour: quietColour, kind: 'reference' },
              points: [{ x: 1, y: 1 / shotSize.people }],
            },
          ]}
        />
      </Bound>
    </section>
  );
}

function curveOf(runs: readonly ShotRun[], beginning: ShotRun['beginning'], label: string, i: number) {
  const own = runs.filter((run) => run.beginning === beginning);
  const shots = [...new Set(own.map((run) => run.shots))].sort((a, b) => a - b);
  if (shots.length === 0) return [];
  const at = shots.map((count) => own.filter((run) => run.shots === count).map(({ accuracy }) => accuracy));
  return [
    {
      ...{ id: beginning, label, colour: lineColour(i) },
      points: shots.map((x, k) => ({ x, y: at[k]!.reduce((a, b) => a + b, 0) / at[k]!.length })),
      band: shots.map((x, k) => ({ x, low: Math.min(...at[k]!), high: Math.max(...at[k]!) })),
    },
  ];
}

function turnsOf({ width, height, data }: RgbImage): RgbImage[] {
  const turns: Float32Array[] = [Float32Array.from(data)];
  for (let turn = 1; turn < 4; turn++) turns.push(quarterTurn(turns[turn - 1]!, width));
  return turns.map((values) => ({ width, height, data: Uint8Array.from(values) }));
}
