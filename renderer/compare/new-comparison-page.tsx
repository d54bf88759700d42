import { Button, Collapse, Text, Title, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconChevronRight, IconPlayerPlay } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
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
  const [advanced, { toggle }] = useDisclosure(false);
  const [starting, setStarting] = useState(false);
  const { comparisons } = useComparisons();
  const active = comparisons?.find(isActive);
  const noPath = choice.data.source === 'folder' && choice.data.path === '';
  const start = async (): Promise<void> => {
    setStarting(true);
    const id = await startComparison(choice);
    setStarting(false);
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
          <div className="compare-folds">
            <UnstyledButton className="fold" aria-expanded={advanced} onClick={toggle}>
              <IconChevronRight size={16} aria-hidden />
              {t('advanced')}
            </UnstyledButton>
            <Paste onTake={change} />
          </div>
          <Collapse expanded={advanced}>
            <AdvancedFields choice={choice} onChange={change} />
          </Collapse>
          <div className="train-start">
            <Button
              fullWidth
              size="md"
              leftSection={<IconPlayerPlay size={20} aria-hidden />}
              loading={starting}
              disabled={active !== undefined || noPath}
              onClick={() => void start()}
            >
              {t('start')}
            </Button>
            <Text size="xs" className="quiet">
              {active !== undefined
                ? t('busy', { name: t(`compareWords:scenario_${active.choice.scenario}`) })
                : noPath
                  ? t('pathMissing')
                  : t('startHint')}
            </Text>
          </div>
        </section>
        <div className="train-main">
          <Ideas choice={choice} />
        </div>
      </div>
    </CompareFrame>
  );
}
