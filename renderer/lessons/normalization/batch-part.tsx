import { Chip, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import type { Run } from '../../../models/experiments/normalization/runs.ts';
import type { TrainInput, TrainStep } from '../../../models/experiments/normalization.ts';
import { percent } from '../../charts/digits.ts';
import { LineChart } from '../../charts/line-chart.tsx';
import type { ViewProps } from '../frame/lesson.ts';
import { Bound } from '../frame/lit.tsx';
import { useTask } from '../frame/use-task.ts';
import { useTexts } from '../frame/use-texts.ts';
import { ExactSlider } from '../parts/exact-slider.tsx';
import { RunBar } from '../parts/run-bar.tsx';
import { type Settings, type TrainedNorm, trainedNorms } from './settings.ts';
import { texts } from './texts.ts';
import { accuracyCurves, lossCurves, switchedCurves, trainingOf } from './training.ts';

const batches = [32, 16, 8, 4, 2, 1] as const;

/** Accuracy against batch size, really trained: a curve grows from the right. */
export function BatchPart({ settings, change }: ViewProps<Settings>) {
  const t = useTexts(texts);
  const { norms, head, repeats } = settings;
  const [kept, keep] = useState<readonly Run[]>([]);
  const [batch, setBatch] = useState(8);
  const { running, step, result, failure, start, cancel } = useTask<{ runs: readonly Run[] }, TrainStep>(
    'normalization',
    'train',
  );
  const runs = step?.runs ?? result?.runs ?? kept;
  const begin = (): void => {
    keep([]);
    start({ ...trainingOf(settings), norms, batches: [...batches] } satisfies TrainInput);
  };
  const stop = (): void => {
    keep(runs);
    cancel();
  };
  const share = { label: t('accuracy'), domain: [0, 1] as const, format: (value: number) => percent(value, 100) };
  const sizes = { label: t('batch'), scale: 'log', domain: [1, 32], ticks: batches, format: String } as const;
  const trainedAt = batches.filter((one) => runs.some((run) => run.batch === one));
  const shownBatch = trainedAt.find((one) => one === batch) ?? trainedAt[0] ?? batch;
  return (
    <div className="lesson-look">
      <fieldset className="norm-chips">
        <legend className="visually-hidden">{t('trained')}</legend>
        {trainedNorms.map((norm) => (
          <Chip
            key={norm}
            size="sm"
            checked={norms.includes(norm)}
            disabled={running || (norms.length === 1 && norms[0] === norm)}
            onChange={(on) =>
              change({
                norms: trainedNorms.filter((one) => (one === norm ? on : norms.includes(one))) as TrainedNorm[],
              })
            }
          >
            {t(`norm_${norm}`)}
          </Chip>
        ))}
      </fieldset>
      <div className="norm-controls">
        <div className="norm-row">
          <span>{t('head')}</span>
          <SegmentedControl
            size="xs"
            aria-label={t('head')}
            value={head}
            data={(['mean', 'quarters'] as const).map((id) => ({ value: id, label: t(`head_${id}`) }))}
            onChange={(next) => change({ head: next as Settings['head'] })}
          />
        </div>
        <ExactSlider
          label={t('repeats')}
          value={repeats}
          low={1}
          high={5}
          step={1}
          whole
          onChange={(next) => change({ repeats: next })}
        />
        <RunBar task={{ running, step, failure, cancel: stop }} starts={[{ label: t('train'), onStart: begin }]} />
      </div>
      <Bound symbol="N">
        <LineChart
          title={t('accuracyTitle')}
          hint={runs.length === 0 ? t('notTrained') : t('accuracyHint')}
          series={runs.length === 0 ? [guessing(t('guessing'))] : [...accuracyCurves(runs, t), guessing(t('guessing'))]}
          x={sizes}
          y={share}
          height={260}
        />
      </Bound>
      <div className="norm-two">
        <LineChart
          title={t('lossTitle', { batch: shownBatch })}
          series={lossCurves(runs, shownBatch, t)}
          x={{ label: t('epochs'), domain: [0, 8] }}
          y={{ label: t('loss'), domain: [0, 2.5] }}
          aside={
            <SegmentedControl
              size="xs"
              aria-label={t('batch')}
              value={String(shownBatch)}
              data={[...batches].reverse().map((one) => ({
                value: String(one),
                label: String(one),
                disabled: runs.length > 0 && !trainedAt.includes(one),
              }))}
              onChange={(next) => setBatch(Number(next))}
            />
          }
        />
        <Bound symbol="w">
          <LineChart
            title={t('switchedTitle')}
            {...(norms.includes('switchable') ? {} : { hint: t('notSwitched') })}
            series={switchedCurves(runs, t)}
            x={sizes}
            y={{ ...share, label: t('share') }}
          />
        </Bound>
      </div>
    </div>
  );
}

/** One of eight people. */
const guessing = (label: string) =>
  ({ id: 'guessing', label, colour: 'var(--text-quiet)', kind: 'reference', points: [{ x: 1, y: 1 / 8 }] }) as const;
