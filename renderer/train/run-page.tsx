import { LoadingOverlay, Text } from '@mantine/core';
import { IconChartDots3 } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useLocation, useParams } from 'wouter';
import { Empty } from '../lists/empty.tsx';
import { AgainOrDelete } from '../runs/again-or-delete.tsx';
import { errorText } from '../texts/error-text.ts';
import { deleteRun } from './history/delete-run.ts';
import { keepDraft } from './recipe-draft.ts';
import { RecipeWords } from './recipe-words.tsx';
import { CollapseNote } from './run/collapse-note.tsx';
import { Curves } from './run/curves.tsx';
import { HardestPairs } from './run/hardest-pairs.tsx';
import { Projection } from './run/projection.tsx';
import { Results } from './run/results.tsx';
import { RunControls } from './run/run-controls.tsx';
import { RunName } from './run/run-name.tsx';
import { RunNotes } from './run/run-notes.tsx';
import { RunProgress } from './run/run-progress.tsx';
import { UseAtDesk } from './run/use-at-desk.tsx';
import { useFaces } from './run/use-faces.ts';
import { useRun } from './run/use-run.ts';
import { isActive } from './runs-store.ts';
import { TrainFrame } from './train-frame.tsx';

/** One run: on the left what it is and what can be done with it, on the right what happens, live. */
export default function RunPage() {
  const { t } = useTranslation(['trainRun', 'train', 'shell']);
  const { id = '' } = useParams<{ id: string }>();
  const [, go] = useLocation();
  const { detail, error, run, points } = useRun(id);
  const faces = useFaces(id);
  if (detail === null || run === null)
    return (
      <TrainFrame title={t('train:title')}>
        {error === null ? (
          <LoadingOverlay visible aria-label={t('shell:loading')} />
        ) : (
          <Empty icon={IconChartDots3} title={t('noSuchRun')} text={errorText(error)} />
        )}
      </TrainFrame>
    );
  const { curves, projection, baselines } = detail;
  const ended = !isActive(run);
  return (
    <TrainFrame title={t('train:title')}>
      <div className="train-two">
        <aside className="train-side" aria-label={t('aboutRun')}>
          <RunName runId={run.id} name={run.name} />
          <RunProgress run={run} />
          <RunControls run={run} />
          {run.reason !== null && <Text size="sm">{run.reason}</Text>}
          {ended && run.test !== null && <UseAtDesk run={run} />}
          <RecipeWords recipe={run.recipe} />
          <RunNotes key={run.id} runId={run.id} notes={detail.notes} />
          <AgainOrDelete
            again={t('again')}
            onAgain={() => {
              keepDraft(run.recipe);
              go('/train/new');
            }}
            delete={t('delete')}
            onDelete={() => {
              go('/train/runs');
              void deleteRun(run);
            }}
          />
        </aside>
        <div className="train-main">
          {run.collapse !== null && <CollapseNote collapse={run.collapse} />}
          {ended && run.test !== null && <Results detail={detail} />}
          <Curves points={points} validation={curves.validation} baselines={baselines} />
          {projection === null ? (
            <Text className="quiet">{t('noProjection')}</Text>
          ) : (
            <div className="train-space">
              <Projection projection={projection} faces={faces} seed={run.recipe.seed} />
              <HardestPairs projection={projection} faces={faces} />
            </div>
          )}
        </div>
      </div>
    </TrainFrame>
  );
}
