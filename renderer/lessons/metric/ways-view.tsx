import { useCallback, useRef, useState } from 'react';
import type { Progress } from '../../../models/experiments/check.ts';
import type { Shown, WayRun } from '../../../models/experiments/metric/compared.ts';
import type { SpaceFigures } from '../../../models/experiments/metric/measures.ts';
import { mean, spread } from '../../../models/experiments/metric/spread.ts';
import type { StudyInput } from '../../../models/experiments/metric/study.ts';
import { paradigms, STUDY_SIZE, studyFaces } from '../../../models/experiments/metric/ways.ts';
import { Bars } from '../../charts/bars.tsx';
import { lineColour, quietColour } from '../../charts/palette.ts';
import type { ViewProps } from '../frame/lesson.ts';
import { useTask } from '../frame/use-task.ts';
import { useTexts } from '../frame/use-texts.ts';
import { RunBar } from '../parts/run-bar.tsx';
import { EmbeddingScatter } from './embedding-scatter.tsx';
import type { Settings } from './settings.ts';
import { texts } from './texts.ts';
import { useFaces } from './use-faces.ts';

type Told = Progress & { readonly ended?: WayRun };
interface Result {
  readonly shown: Shown;
  readonly pixels: SpaceFigures;
}

/** Softmax, triplets, contrastive with names and without: one network, one seed, the same faces, side by side. */
export function WaysView({ settings, change }: ViewProps<Settings>) {
  const t = useTexts(texts);
  const { seed, turn, dimension } = settings;
  const [runs, setRuns] = useState<readonly WayRun[]>([]);
  const [ofSeed, setOfSeed] = useState(seed);
  const collecting = useRef<WayRun[]>([]);
  const task = useTask<Result, Told>(
    'metric',
    'ways',
    () => {},
    ({ ended }) => {
      if (ended === undefined) return;
      collecting.current = [...collecting.current, ended];
      setRuns(collecting.current);
    },
  );
  const start = (): void => {
    collecting.current = [];
    setRuns([]);
    setOfSeed(seed);
    task.start({ seed, seeds: 3, size: STUDY_SIZE } satisfies StudyInput);
  };
  const people = task.result?.shown ?? null;
  const face = useFaces(people === null ? null : studyFaces(STUDY_SIZE, ofSeed), people?.pictures ?? []);
  const labels = people === null ? heldGroups : groupsOf(people.labels);
  const label = useCallback((i: number) => t('heldPerson', { person: (labels[i] ?? 0) + 1 }), [t, labels]);
  const shownOf = (way: string): readonly (readonly number[])[] | null =>
    runs.find((one) => one.way === way && one.points !== null)?.points ?? null;
  const figure = (way: string, pick: (figures: SpaceFigures) => number): number[] =>
    runs.filter((one) => one.way === way).map((one) => pick(one.figures));
  const bars = (pick: (figures: SpaceFigures) => number) => [
    {
      id: 'pixels',
      label: t('space_pixels'),
      colour: quietColour,
      value: task.result === null ? null : pick(task.result.pixels),
      said: task.result === null ? '…' : pick(task.result.pixels).toFixed(2),
    },
    ...paradigms.map((way, i) => {
      const values = figure(way, pick);
      const [middle, sd] = [mean(values), spread(values)];
      return {
        id: way,
        label: t(`way_${way}`),
        colour: lineColour([0, 1, 2, 4][i]!),
        value: values.length === 0 ? null : middle,
        interval: values.length < 2 ? null : ([Math.max(0, middle - sd), Math.min(1, middle + sd)] as const),
        said: values.length === 0 ? '…' : `${middle.toFixed(2)}${values.length < 2 ? '' : ` ± ${sd.toFixed(2)}`}`,
      };
    }),
  ];
  return (
    <div className="metric-stack">
      <div className="metric-head">
        <RunBar
          task={task}
          starts={[{ label: t(runs.length === 0 ? 'waysNow' : 'trainAgain'), onStart: start, quiet: runs.length > 0 }]}
        />
        <p className="quiet metric-note">
          {t('waysNote', { people: STUDY_SIZE.people - STUDY_SIZE.heldBack, held: STUDY_SIZE.heldBack, seeds: 3 })}
        </p>
      </div>
      <div className="metric-four">
        {paradigms.map((way) => {
          const points = shownOf(way);
          return points === null ? (
            <div key={way} className="metric-empty quiet">
              <strong>{t(`way_${way}`)}</strong>
              <span>{t(`wayWhy_${way}`)}</span>
            </div>
          ) : (
            <EmbeddingScatter
              key={way}
              title={t(`way_${way}`)}
              hint={t(`wayWhy_${way}`)}
              points={dimension === 2 ? points.map((point) => point.slice(0, 2)) : points}
              groups={labels}
              label={label}
              face={face}
              height={250}
              turn={turn}
              onTurn={(next) => change({ turn: next })}
              sliders={way === 'softmax'}
            />
          );
        })}
      </div>
      {runs.length > 0 && (
        <div className="metric-pair">
          <Bars
            title={t('mapTitle')}
            hint={t('mapHint')}
            bars={bars(({ mapAtR }) => mapAtR)}
            x={{ label: 'MAP@R', domain: [0, 1] }}
            rowWord={t('trainedBy')}
            valueWord="MAP@R"
          />
          <Bars
            title={t('eerTitle')}
            hint={t('eerHint')}
            bars={bars(({ eer }) => eer)}
            x={{ label: 'EER', domain: [0, 0.5] }}
            rowWord={t('trainedBy')}
            valueWord="EER"
          />
        </div>
      )}
    </div>
  );
}

const heldGroups: readonly number[] = Array.from({ length: STUDY_SIZE.heldBack * STUDY_SIZE.pictures }, (_, i) =>
  Math.floor(i / STUDY_SIZE.pictures),
);

/** People by the order in which they come: a mark each, the same in every picture. */
export function groupsOf(labels: readonly number[]): number[] {
  const places = new Map<number, number>();
  for (const label of labels) if (!places.has(label)) places.set(label, places.size);
  return labels.map((label) => places.get(label)!);
}
