import { LoadingOverlay, Text } from '@mantine/core';
import { IconReportAnalytics } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useLocation, useParams } from 'wouter';
import { Empty } from '../lists/empty.tsx';
import { AgainOrDelete } from '../runs/again-or-delete.tsx';
import { StateWord } from '../runs/state-word.tsx';
import { errorText } from '../texts/error-text.ts';
import { keepDraft } from './draft.ts';
import { EvaluateFrame } from './evaluate-frame.tsx';
import { deleteEvaluation } from './history/delete-evaluation.ts';
import { ExportReport } from './report/export-report.tsx';
import { Report } from './report/report.tsx';
import { AboutRun } from './run/about-run.tsx';
import { Controls } from './run/controls.tsx';
import { EvaluationName } from './run/evaluation-name.tsx';
import { Stages } from './run/stages.tsx';
import { useEvaluation } from './run/use-evaluation.ts';

/** One evaluation: on the left what was asked and what can be done with it, on the right how far it is, or what it found. */
export default function EvaluationPage() {
  const { t } = useTranslation(['evaluate', 'shell']);
  const { id = '' } = useParams<{ id: string }>();
  const [, go] = useLocation();
  const { run, report, error, refresh } = useEvaluation(id);
  if (run === null)
    return (
      <EvaluateFrame>
        {error === null ? (
          <LoadingOverlay visible aria-label={t('shell:loading')} />
        ) : (
          <Empty icon={IconReportAnalytics} title={t('noSuchRun')} text={errorText(error)} />
        )}
      </EvaluateFrame>
    );
  return (
    <EvaluateFrame>
      <div className="train-two">
        <aside className="train-side" data-stays aria-label={t('aboutRun')}>
          <EvaluationName runId={run.id} name={run.name} onRenamed={refresh} />
          <div role="status">
            <StateWord state={run.state} word={t(`state_${run.state}`)} />
          </div>
          <Controls run={run} />
          {run.reason !== null && <Text size="sm">{run.reason}</Text>}
          {report !== null && <ExportReport runId={run.id} />}
          <AboutRun run={run} report={report} />
          <AgainOrDelete
            again={t('again')}
            onAgain={() => {
              keepDraft(run.config);
              go('/evaluate/new');
            }}
            delete={t('delete')}
            onDelete={() => {
              go('/evaluate/runs');
              void deleteEvaluation(run);
            }}
          />
        </aside>
        <div className="train-main">
          {report === null ? <Stages run={run} /> : <Report runId={run.id} report={report} />}
        </div>
      </div>
    </EvaluateFrame>
  );
}
