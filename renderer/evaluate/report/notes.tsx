import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { EvaluationReport } from '../../../main/contract/evaluation-report.ts';
import { useHostNote } from './use-host-note.ts';

/** What limits the figures: pictures without a face, and what the host noted. */
export function Notes({ report }: { report: EvaluationReport }) {
  const { t } = useTranslation('evaluateReport');
  const hostNote = useHostNote();
  const { failures, notes, model } = report;
  if (failures.length === 0 && notes.length === 0 && model.trainingDataStated) return null;
  return (
    <section className="card" aria-label={t('notes')}>
      <h3>{t('notes')}</h3>
      {!model.trainingDataStated && <Text size="sm">{t('trainingUnknown')}</Text>}
      {notes.length > 0 && (
        <ul className="report-notes">
          {notes.map((note) => (
            <li key={note}>{hostNote(note)}</li>
          ))}
        </ul>
      )}
      {failures.length > 0 && (
        <details>
          <summary>{t('failures', { count: failures.length })}</summary>
          <ul className="skipped">
            {failures.map(({ path, reason }) => (
              <li key={path}>
                {path}: {reason}
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}
