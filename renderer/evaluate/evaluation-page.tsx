import { Button, LoadingOverlay, Text } from '@mantine/core';
import { IconCopy, IconReportAnalytics, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useLocation, useParams } from 'wouter';
import { Empty } from '../lists/empty.tsx';
import { errorText } from '../texts/error-text.ts';
import { keepDraft } from './draft.ts';
import { EvaluateFrame } from './evaluate-frame.tsx';
import { deleteEvaluation } from './history/delete-evaluation.ts';
import { ExportReport } from './report/export-report.tsx';
import { Report } from './report/report.tsx';
import { AboutRun } from './run/about-run.tsx';
import { Controls } from './run/controls.tsx';
import { EvaluationName } from './run/evaluation-name.tsx';
import { EvaluationStateWord } from './run/evaluation-state.tsx';
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
        <aside className="train-side evaluate-about" aria-label={t('aboutRun')}>
          <EvaluationName runId={run.id} name={run.name} onRenamed={refresh} />
          <div role="status">
            <EvaluationStateWord state={run.state} />
          </div>
          <Controls run={run} />
          {run.reason !== null && <Text size="sm">{run.reason}</Text>}
          {report !== null && <ExportReport runId={run.id} />}
          <AboutRun run={run} report={report} />
          <div className="train-acts">
            <Button
              variant="subtle"
              leftSection={<IconCopy size={16} aria-hidden />}
              onClick={() => {
                keepDraft(run.config);
                go('/evaluate/new');
              }}
            >
              {t('again')}
            </Button>
            <Button
              variant="subtle"
              color="red"
              leftSection={<IconTrash size={16} aria-hidden />}
              onClick={() => {
                go('/evaluate/runs');
                void deleteEvaluation(run);
              }}
            >
              {t('delete')}
            </Button>
          </div>
        </aside>
        <div className="train-main">
          {report === null ? <Stages run={run} /> : <Report runId={run.id} report={report} />}
        </div>
      </div>
    </EvaluateFrame>
  );
}
