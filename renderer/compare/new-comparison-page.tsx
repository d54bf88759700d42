import { Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { Fold } from '../fields/fold.tsx';
import { StartRun } from '../runs/start-run.tsx';
import { useDraft } from './choice-draft.ts';
import { CompareFrame } from './compare-frame.tsx';
import { isActive, useComparisons } from './comparisons-store.ts';
import { AdvancedFields } from './form/advanced-fields.tsx';
import { DataFields } from './form/data-fields.tsx';
import { Ideas } from './form/ideas.tsx';
import { Paste } from './form/paste.tsx';
import { PeopleFields } from './form/people-fields.tsx';
import { ScenarioPicker } from './form/scenario-picker.tsx';
import { startComparison } from './start-comparison.ts';

/** A new comparison: few choices on the left; on the right what the two recognisers are, and why the comparison is fair. */
export default function NewComparisonPage() {
  const { t } = useTranslation(['compare', 'compareWords']);
  const [, go] = useLocation();
  const [choice, change] = useDraft();
  const { comparisons } = useComparisons();
  const active = comparisons?.find(isActive);
  const noPath = choice.data.source === 'folder' && choice.data.path === '';
  const start = async (): Promise<void> => {
    const id = await startComparison(choice);
    if (id !== null) go(`/compare/run/${id}`);
  };
  return (
    <CompareFrame>
      <div className="train-two">
        <section className="train-side" aria-label={t('setup')}>
          <Title order={2}>{t('scenarios')}</Title>
          <ScenarioPicker choice={choice} onChoose={change} />
          <DataFields data={choice.data} onChange={(data) => change({ ...choice, data })} />
          <PeopleFields choice={choice} onChange={change} />
          <Fold title={t('advanced')} beside={<Paste onTake={change} />}>
            <AdvancedFields choice={choice} onChange={change} />
          </Fold>
          <StartRun
            label={t('start')}
            hint={
              active !== undefined
                ? t('busy', { name: t(`compareWords:scenario_${active.choice.scenario}`) })
                : noPath
                  ? t('pathMissing')
                  : t('startHint')
            }
            disabled={active !== undefined || noPath}
            onStart={start}
          />
        </section>
        <div className="train-main">
          <Ideas choice={choice} />
        </div>
      </div>
    </CompareFrame>
  );
}
