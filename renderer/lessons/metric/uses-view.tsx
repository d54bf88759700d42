import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import type { Progress } from '../../../models/experiments/check.ts';
import { type SpaceId, spaceIds, type UsesResult } from '../../../models/experiments/metric/compared.ts';
import type { StudyInput } from '../../../models/experiments/metric/study.ts';
import { STUDY_SIZE, studyFaces } from '../../../models/experiments/metric/ways.ts';
import { LineChart } from '../../charts/line-chart.tsx';
import { lineColour, quietColour } from '../../charts/palette.ts';
import { TradeOff } from '../../charts/trade-off.tsx';
import type { ViewProps } from '../frame/lesson.ts';
import { useTask } from '../frame/use-task.ts';
import { useTexts } from '../frame/use-texts.ts';
import { RunBar } from '../parts/run-bar.tsx';
import { RetrievalList } from './retrieval-list.tsx';
import { acrossCameras, verification } from './served.ts';
import type { Settings } from './settings.ts';
import { texts } from './texts.ts';
import { useFaces } from './use-faces.ts';

const colours: Readonly<Record<SpaceId, string>> = {
  pixels: quietColour,
  pca: lineColour(1),
  embedding: lineColour(0),
};
const ranks = 10;

/** One embedding asked in three ways: who is alike, is it the same person, and does another camera find them again. */
export function UsesView({ settings: { seed } }: ViewProps<Settings>) {
  const t = useTexts(texts);
  const [ofSeed, setOfSeed] = useState(seed);
  const [space, setSpace] = useState<SpaceId>('embedding');
  const task = useTask<UsesResult, Progress>('metric', 'uses');
  const { result } = task;
  const face = useFaces(result === null ? null : studyFaces(STUDY_SIZE, ofSeed), result?.shown.pictures ?? []);
  const start = (): void => {
    setOfSeed(seed);
    task.start({ seed, seeds: 1, size: STUDY_SIZE } satisfies StudyInput);
  };
  return (
    <div className="metric-stack">
      <div className="metric-head">
        <RunBar
          task={task}
          starts={[{ label: t(result === null ? 'usesNow' : 'trainAgain'), onStart: start, quiet: result !== null }]}
        />
        <p className="quiet metric-note">
          {t('usesNote', { people: STUDY_SIZE.people - STUDY_SIZE.heldBack, held: STUDY_SIZE.heldBack })}
        </p>
      </div>
      {result === null ? (
        <div className="metric-three">
          {(['retrieval', 'verification', 'again'] as const).map((id) => (
            <div key={id} className="metric-empty quiet">
              <strong>{t(`use3_${id}`)}</strong>
              <span>{t(`use3Why_${id}`)}</span>
            </div>
          ))}
        </div>
      ) : (
        <>
          <div className="metric-row">
            <SegmentedControl
              size="xs"
              aria-label={t('spaceWord')}
              value={space}
              data={spaceIds.map((id) => ({ value: id, label: t(`space_${id}`) }))}
              onChange={(next) => setSpace(next as SpaceId)}
            />
          </div>
          <RetrievalList result={result} space={space} face={face} />
          <div className="metric-pair">
            <TradeOff
              title={t('use3_verification')}
              hint={t('use3Why_verification')}
              height={300}
              x="FMR"
              y="FNMR"
              series={spaceIds.map((id) => {
                const { points, eer } = verification(result, id);
                return {
                  id,
                  label: `${t(`space_${id}`)} · EER ${(100 * eer).toFixed(1)} %`,
                  colour: colours[id],
                  points,
                  marks: [{ id: 'eer', label: '', x: eer, y: eer }],
                };
              })}
            />
            <LineChart
              title={t('use3_again')}
              hint={t('use3Why_again')}
              height={300}
              x={{ label: t('rank'), domain: [1, ranks], format: String }}
              y={{ label: t('found'), domain: [0, 1], format: (value) => `${Math.round(100 * value)} %` }}
              series={spaceIds.map((id) => {
                const { cmc, meanAveragePrecision } = acrossCameras(result, id, ranks);
                return {
                  id,
                  label: `${t(`space_${id}`)} · mAP ${meanAveragePrecision.toFixed(2)}`,
                  colour: colours[id],
                  points: cmc.map((y, i) => ({ x: i + 1, y })),
                };
              })}
            />
          </div>
        </>
      )}
    </div>
  );
}
