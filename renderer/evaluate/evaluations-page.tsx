import { Button, Text } from '@mantine/core';
import { IconReportAnalytics } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { EvaluationRun } from '../../main/contract/evaluation.ts';
import { Empty } from '../lists/empty.tsx';
import { EvaluateFrame } from './evaluate-frame.tsx';
import { useEvaluations } from './evaluations-store.ts';
import { CompareTwo } from './history/compare-two.tsx';
import { EvaluationsTable } from './history/evaluations-table.tsx';

/** What was evaluated before: opened, compared two by two, deleted. */
export default function EvaluationsPage() {
  const { t } = useTranslation('evaluate');
  const { runs } = useEvaluations();
  const [selected, setSelected] = useState<readonly string[]>([]);
  // In the order in which they were ticked: the second is judged against the first.
  const chosen = selected.flatMap((id) => runs?.find((run) => run.id === id) ?? []);
  const list = chosen[0]?.result?.list;
  const fits = (run: EvaluationRun): boolean =>
    run.result !== null &&
    (selected.includes(run.id) || (selected.length < 2 && (list === undefined || run.result.list === list)));
  const toggle = (id: string): void =>
    setSelected(selected.includes(id) ? selected.filter((one) => one !== id) : [...selected, id]);
  return (
    <EvaluateFrame>
      {runs !== null && runs.length === 0 && (
        <Empty icon={IconReportAnalytics} title={t('noRuns')} text={t('noRunsText')}>
          <Button component={Link} href="/evaluate/new">
            {t('newRun')}
          </Button>
        </Empty>
      )}
      {chosen.length === 2 && <CompareTwo first={chosen[0]!} second={chosen[1]!} />}
      {runs !== null && runs.length > 0 && (
        <>
          <Text size="sm" className="quiet" role="status">
            {chosen.length === 1 ? t('oneMore') : t('runsHint')}
          </Text>
          <EvaluationsTable runs={runs} selected={selected} fits={fits} onSelect={toggle} />
        </>
      )}
    </EvaluateFrame>
  );
}
