import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { PairedDecisions, PairedFigure } from '../../../main/contract/evaluation.ts';
import type { CallOutput } from '../../../main/contract/index.ts';
import { shortNumber } from '../../charts/digits.ts';
import { rateTick, rateWords } from '../../charts/rates.ts';
import { useHostNote } from '../report/use-host-note.ts';
import { verdictOf } from './verdict.ts';

interface Props {
  readonly compared: CallOutput<'evaluation.compare'>;
  readonly names: readonly [string, string];
}

/** The paired test in words, a line a figure: which errs less, by how much, and how sure that is. */
export function PairedTest({ compared, names: [first, second] }: Props) {
  const { t } = useTranslation('evaluateReport');
  const hostNote = useHostNote();
  return (
    <div className="paired">
      <h3>{t('verdict')}</h3>
      <ul>
        {compared.figures.map((figure) => (
          <li key={`${figure.name} ${figure.target}`}>
            <Verdict figure={figure} second={second} />
          </li>
        ))}
      </ul>
      {compared.decisions.length > 0 && (
        <>
          <dl>
            {compared.decisions.map((decision) => (
              <Decisions
                key={`${decision.kind} ${decision.target}`}
                decision={decision}
                first={first}
                second={second}
              />
            ))}
          </dl>
          <Text size="xs" className="quiet">
            {t('mcNemarHint')}
          </Text>
        </>
      )}
      {compared.notes.length > 0 && (
        <ul className="report-notes">
          {compared.notes.map((note) => (
            <li key={note}>{hostNote(note)}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Verdict({ figure, second }: { figure: PairedFigure; second: string }) {
  const { t } = useTranslation('evaluateReport');
  const { name, target, first: before, second: after } = figure;
  const word =
    name === 'eer' ? t('eer') : t(name === 'fnmrAtFmr' ? 'fnmrAt' : 'fnirAt', { target: rateTick(target ?? 0) });
  const { verdict, by, interval } = verdictOf(figure);
  return (
    <>
      <strong data-verdict={verdict}>
        {t(`paired_${verdict}`, {
          second,
          figure: word,
          by: t('points', { value: by }),
          interval: t('points', { value: interval }),
        })}
      </strong>{' '}
      <span className="quiet">
        {rateWords(before)} → {rateWords(after)}
        {figure.p !== null && `, p ${pWords(figure.p)}`}
      </span>
    </>
  );
}

function Decisions({ decision, first, second }: { decision: PairedDecisions; first: string; second: string }) {
  const { t, i18n } = useTranslation('evaluateReport');
  const number = (value: number): string => value.toLocaleString(i18n.language);
  const { kind, target, trials, bothRight, onlyFirst, onlySecond, bothWrong, p } = decision;
  return (
    <div>
      <dt>
        {t(kind === 'mated' ? 'decisionsMated' : 'decisionsKnown', {
          trials: number(trials),
          target: rateTick(target),
        })}
      </dt>
      <dd>
        {t('decisionsWords', {
          first,
          second,
          bothRight: number(bothRight),
          onlyFirst: number(onlyFirst),
          onlySecond: number(onlySecond),
          bothWrong: number(bothWrong),
          p: pWords(p),
        })}
      </dd>
    </div>
  );
}

/** A bootstrap of a thousand replicates cannot tell smaller ones apart. */
const pWords = (p: number): string => (p < 0.001 ? '< 0.001' : `= ${shortNumber(p, 2)}`);
