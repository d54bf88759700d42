import { useTranslation } from 'react-i18next';
import type { EvaluationReport } from '../../../main/contract/evaluation-report.ts';
import { rateTick, rateWithInterval } from '../../charts/rates.ts';
import { fewestStrangers, trialsNeeded } from '../form/showable.ts';
import type { FigureRow } from './figures.ts';
import { useHostNote } from './use-host-note.ts';

/** What a figure is called. */
export function useFigureName() {
  const { t } = useTranslation('evaluateReport');
  return ({ kind, target }: Pick<FigureRow, 'kind' | 'target'>): string => {
    if (target === null) return t(kind === 'rank1' || kind === 'accuracy' ? kind : 'eer');
    return t(kind === 'fnir' ? 'fnirAt' : 'fnmrAt', { target: rateTick(target) });
  };
}

/** A figure with its interval, or in words why there is none. */
export function FigureValue({ row, report }: { row: FigureRow; report: EvaluationReport }) {
  const { t } = useTranslation('evaluateReport');
  const { figure } = row;
  if (figure.value === null) return <NotMeasurable row={row} report={report} />;
  return (
    <>
      {rateWithInterval(figure.value, figure.interval)}
      {figure.indicative && (
        <abbr className="indicative" title={t('indicativeWhy')}>
          {t('indicative')}
        </abbr>
      )}
    </>
  );
}

/** How many trials there were, and how many it takes; where it is for another reason, what the host noted. */
function NotMeasurable({ row: { kind, target, figure }, report }: { row: FigureRow; report: EvaluationReport }) {
  const { t, i18n } = useTranslation('evaluateReport');
  const hostNote = useHostNote();
  const number = (value: number): string => value.toLocaleString(i18n.language);
  const nonMated = report.verification?.nonMated ?? 0;
  const strangers = report.identification?.unknownProbes ?? 0;
  if (kind === 'fnmr' && target !== null && nonMated < trialsNeeded(target))
    return t('notMeasurableFmr', { n: number(nonMated), needed: number(trialsNeeded(target)) });
  if (kind === 'fnir' && target !== null && strangers < fewestStrangers(target))
    return t('notMeasurableFpir', { n: number(strangers), needed: number(fewestStrangers(target)) });
  return figure.note === null ? t('notMeasurable') : hostNote(figure.note);
}
