import { Chip } from '@mantine/core';
import { useState } from 'react';
import type { BlockProgress, BlockRun } from '../../../models/experiments/separable/train.ts';
import type { TrainInput } from '../../../models/experiments/separable.ts';
import { type BlockKind, blockKinds } from '../../../models/layers/convolutions/blocks.ts';
import { countOf, percent } from '../../charts/digits.ts';
import { LineChart } from '../../charts/line-chart.tsx';
import { quietColour } from '../../charts/palette.ts';
import type { Series } from '../../charts/series.ts';
import type { ViewProps } from '../frame/lesson.ts';
import { useTask } from '../frame/use-task.ts';
import { useTexts } from '../frame/use-texts.ts';
import { ExactSlider } from '../parts/exact-slider.tsx';
import { RunBar } from '../parts/run-bar.tsx';
import type { Settings } from './settings.ts';
import { texts, type Words } from './texts.ts';
import { kindColour, people, shownWidth, trainedWidths, trainingOf } from './training.ts';

/** Small networks whose blocks are exchanged: what they recognise against the weights that they have. */
export function TrainLook({ settings, change }: ViewProps<Settings>) {
  const t = useTexts(texts);
  const { kinds, repeats, epochs, seed } = settings;
  const [runs, keep] = useState<readonly BlockRun[]>([]);
  const task = useTask<{ readonly runs: readonly BlockRun[] }, BlockProgress>(
    'separable',
    'train',
    undefined,
    ({ run }) => run !== undefined && keep((before) => [...before, run]),
  );
  const begin = (): void => {
    keep([]);
    // The width in the middle first: its courses are shown.
    const order = [shownWidth, ...trainedWidths.filter((width) => width !== shownWidth)];
    task.start({ ...trainingOf(settings), seed, repeats, kinds, widths: order } satisfies TrainInput);
  };
  return (
    <div className="lesson-look">
      <div className="sep-controls">
        <ExactSlider
          label={t('repeats')}
          value={repeats}
          low={1}
          high={5}
          step={1}
          whole
          onChange={(next) => change({ repeats: next })}
        />
        <ExactSlider
          label={t('epochs')}
          value={epochs}
          low={2}
          high={40}
          step={1}
          whole
          onChange={(next) => change({ epochs: next })}
        />
      </div>
      <fieldset className="sep-kinds" aria-label={t('kindsTrained')}>
        {blockKinds.map((kind) => (
          <Chip
            key={kind}
            size="xs"
            checked={kinds.includes(kind)}
            disabled={kinds.length === 1 && kinds.includes(kind)}
            onChange={(on) => change({ kinds: blockKinds.filter((one) => (one === kind ? on : kinds.includes(one))) })}
          >
            {t(`kind_${kind}`)}
          </Chip>
        ))}
      </fieldset>
      <RunBar task={task} starts={[{ label: t('train'), onStart: begin, quiet: runs.length > 0 }]} />
      <LineChart
        title={t('accuracyTitle')}
        hint={t(runs.length === 0 ? 'notTrained' : 'accuracyHint')}
        series={accuraciesOf(runs, t)}
        x={{ label: t('weights'), scale: 'log', domain: [100, 1e5], format: countOf }}
        y={{ label: t('accuracy'), domain: [0, 1], format: (value) => percent(value, 100) }}
        height={300}
      />
      <LineChart
        title={t('lossTitle', { width: shownWidth })}
        series={lossesOf(runs, t)}
        // An epoch is whole.
        x={{
          label: t('epoch'),
          domain: [1, epochs],
          ticks: Array.from({ length: epochs }, (_, i) => i + 1).filter((e) => epochs <= 10 || e % 5 === 0),
        }}
        y={{ label: t('loss'), domain: [0, Math.ceil(Math.log(people))] }}
        height={220}
      />
    </div>
  );
}

const meanOf = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
const labelOf = (kind: BlockKind, t: Words): string =>
  kind === 'inverted' || kind === 'shuffle' ? t(`short_${kind}`) : t(`kind_${kind}`);

function accuraciesOf(runs: readonly BlockRun[], t: Words): Series[] {
  const curves = blockKinds.flatMap((kind): Series[] => {
    const own = runs.filter((run) => run.kind === kind);
    if (own.length === 0) return [];
    const at = [...Map.groupBy(own, ({ weights }) => weights)].sort(([a], [b]) => a - b);
    const accuracies = at.map(([, same]) => same.map(({ accuracy }) => accuracy));
    return [
      {
        ...{ id: kind, label: labelOf(kind, t), colour: kindColour(kind) },
        points: at.map(([x], i) => ({ x, y: meanOf(accuracies[i]!) })),
        band: at.map(([x], i) => ({ x, low: Math.min(...accuracies[i]!), high: Math.max(...accuracies[i]!) })),
      },
    ];
  });
  return [
    ...curves,
    {
      ...{ id: 'guessing', label: t('guessing'), colour: quietColour, kind: 'reference' },
      points: [{ x: 100, y: 1 / people }],
    },
  ];
}

function lossesOf(runs: readonly BlockRun[], t: Words): Series[] {
  return blockKinds.flatMap((kind): Series[] => {
    const own = runs.filter((run) => run.kind === kind && run.width === shownWidth);
    if (own.length === 0) return [];
    return [
      {
        ...{ id: kind, label: labelOf(kind, t), colour: kindColour(kind) },
        points: own[0]!.losses.map((_, i) => ({ x: i + 1, y: meanOf(own.map(({ losses }) => losses[i] ?? 0)) })),
      },
    ];
  });
}
