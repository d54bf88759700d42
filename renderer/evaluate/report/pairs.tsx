import { IconPhotoOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { EvaluationReport, ReportPair, ReportPicture } from '../../../main/contract/evaluation-report.ts';
import { type PairKind, type PairPicture, usePairPictures } from './use-pair-pictures.ts';

/** Shown of each kind. */
const shown = 8;

/** Where it fails first: one person least alike, two people most alike. Wrong labels of a data set are found here. */
export function Pairs({ runId, report }: { runId: string; report: EvaluationReport }) {
  const { t } = useTranslation('evaluateReport');
  return (
    <section className="card" aria-label={t('pairs')}>
      <h3>{t('pairs')}</h3>
      {(['worstMated', 'closestNonMated'] as const).map((kind) => (
        <PairsOf key={kind} runId={runId} kind={kind} pairs={report[kind].slice(0, shown)} />
      ))}
    </section>
  );
}

function PairsOf({ runId, kind, pairs }: { runId: string; kind: PairKind; pairs: readonly ReportPair[] }) {
  const { t } = useTranslation('evaluateReport');
  const pictures = usePairPictures(runId, kind, pairs.length);
  return (
    <div>
      <h4>
        {t(kind)} <span className="quiet">{t(`${kind}Hint`)}</span>
      </h4>
      {pairs.length === 0 ? (
        <p className="quiet">{t('pairsNone')}</p>
      ) : (
        <ol className="report-pairs">
          {pairs.map(({ first, second, score }, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a pair is its place in the report
            <li key={i}>
              <Picture of={first} src={pictures.get(i)?.first} />
              <Picture of={second} src={pictures.get(i)?.second} />
              <Names first={first} second={second} />
              <b>{score === null ? t('noScore') : score.toFixed(3)}</b>
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}

function Picture({ of, src }: { of: ReportPicture; src: PairPicture }) {
  const { t } = useTranslation('evaluateReport');
  if (src === undefined) return <span className="face-coming" aria-hidden />;
  if (src === null)
    return (
      <span className="face-coming face-gone" title={of.path ?? undefined}>
        <IconPhotoOff size={20} stroke={1.4} aria-hidden />
        <span className="visually-hidden">{t('pictureGone')}</span>
      </span>
    );
  return <img src={src} alt="" title={of.path ?? undefined} />;
}

/** Of one person once, of two both; an enrolled person leads to their page. */
function Names({ first, second }: { first: ReportPicture; second: ReportPicture }) {
  const { t } = useTranslation('evaluateReport');
  const same = first.name === second.name && first.personId === second.personId;
  return (
    <span className="report-names">
      {(same ? [first] : [first, second]).map(({ name, personId }, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the first or the second
        <span key={i}>
          {personId === null || name === null ? (
            <span className={name === null ? 'quiet' : undefined}>{name ?? t('nameless')}</span>
          ) : (
            <Link href={`/people/${personId}`}>{name}</Link>
          )}
        </span>
      ))}
    </span>
  );
}
