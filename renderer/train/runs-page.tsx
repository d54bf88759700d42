import { Button, Text } from '@mantine/core';
import { IconChartDots3 } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { Empty } from '../lists/empty.tsx';
import { Compare } from './history/compare.tsx';
import { RunsTable } from './history/runs-table.tsx';
import { useRuns } from './runs-store.ts';
import { TrainFrame } from './train-frame.tsx';

/** What was trained before: opened, compared, deleted. */
export default function RunsPage() {
  const { t } = useTranslation(['trainRun', 'train']);
  const { runs } = useRuns();
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const chosen = (runs ?? []).filter(({ id }) => selected.has(id));
  return (
    <TrainFrame title={t('train:title')}>
      {runs !== null && runs.length === 0 && (
        <Empty icon={IconChartDots3} title={t('noRuns')} text={t('noRunsText')}>
          <Button component={Link} href="/train/new">
            {t('train:newRun')}
          </Button>
        </Empty>
      )}
      {chosen.length > 0 && <Compare runs={chosen} />}
      {runs !== null && runs.length > 0 && (
        <>
          <Text size="sm" className="quiet">
            {t('runsHint')}
          </Text>
          <RunsTable runs={runs} selected={selected} onSelect={setSelected} />
        </>
      )}
    </TrainFrame>
  );
}
