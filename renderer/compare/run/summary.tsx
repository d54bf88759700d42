import { Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ComparisonChoice, ComparisonResults, Estimate, WayFigures } from '../../../main/contract/compare.ts';
import { percent, shortNumber } from '../../charts/digits.ts';
import { recogniserColour, wayColour } from '../colours.ts';
import { useFormats } from '../words.ts';

const timedWords = {
  training: 'timedTraining',
  head: 'timedHead',
  gallery: 'timedGallery',
  store: 'timedStore',
} as const;

/** Every figure with its interval: recognisers first, then ways of taking a person in. */
export function Summary({ choice, results }: { choice: ComparisonChoice; results: ComparisonResults }) {
  const { t } = useTranslation(['compareRun', 'compareWords', 'charts']);
  const { estimate, duration, rate, value, span, count } = useFormats();
  const leaves = choice.scenario === 'leaves';
  const head = [
    t('recogniser'),
    t('closedSet'),
    t('auroc'),
    t('fnirAt', { fpir: rate(choice.targetFpir) }),
    'FPIR',
    `${t('threshold')} (${t('charts:stricter')})`,
    t('answers'),
  ];
  const wayHead = [
    t('way'),
    t('timeToTarget'),
    t('reached'),
    ...(leaves ? [] : [t('newcomerRight')]),
    t('oldRight'),
    ...(leaves ? [t('stillNamed')] : []),
  ];
  return (
    <section className="card" aria-label={t('summary')}>
      <div>
        <h2 className="compare-title">{t('summary')}</h2>
        <Text size="sm" className="quiet">
          {t('summaryHint')}
        </Text>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className="wide" tabIndex={0} aria-label={t('recogniser')}>
        <Table className="figures">
          <Head words={head} />
          <Table.Tbody>
            {results.recognisers.map((one) => (
              <Table.Tr key={one.id}>
                <RowHead colour={recogniserColour(one.id)}>{t(`compareWords:recogniser_${one.id}`)}</RowHead>
                <Table.Td>{estimate(one.closedSetAccuracy)}</Table.Td>
                <Table.Td>{estimate(one.strangerAuroc)}</Table.Td>
                <Table.Td>{estimate(one.fnirAtFpir)}</Table.Td>
                <Table.Td>{estimate(one.fpir)}</Table.Td>
                <Table.Td>{one.threshold === null ? '–' : shortNumber(one.threshold)}</Table.Td>
                <Table.Td>{duration(one.answerMs)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </section>
      {results.ways.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: as above
        <section className="wide" tabIndex={0} aria-label={t(leaves ? 'waysTableLeave' : 'waysTable')}>
          <Table className="figures">
            <Head words={wayHead} />
            <Table.Tbody>
              {results.ways.map((way) => (
                <Table.Tr key={way.id}>
                  <RowHead colour={wayColour(way.id)} hint={t(`compareWords:wayHint_${way.id}`)}>
                    {t(`compareWords:way_${way.id}`)}
                  </RowHead>
                  <Table.Td>
                    {timeOf(way)}
                    <small className="quiet">{[span(way.enrolMs), timedOf(way)].filter(Boolean).join(' · ')}</small>
                  </Table.Td>
                  <Table.Td>{percent(way.reached, 1)}</Table.Td>
                  {!leaves && <Table.Td>{estimate(way.newcomer)}</Table.Td>}
                  <Table.Td>{t('oldAfter', { after: estimate(way.old), before: value(way.oldBefore) })}</Table.Td>
                  {leaves && <Table.Td>{estimate(way.leftStillNamed)}</Table.Td>}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </section>
      )}
      {results.enrolRatio !== null && (
        <Text size="sm">
          {t('ratio')}: <strong>{ratioOf(results.enrolRatio)}</strong>
        </Text>
      )}
      {results.ways.length > 0 && (
        <Text size="xs" className="quiet">
          {t('alsoSpent', {
            embed: duration(mean(results.ways, ({ embedMs }) => embedMs)),
            compile: duration(Math.max(0, ...results.ways.map(({ compileMs }) => compileMs))),
          })}
        </Text>
      )}
    </section>
  );

  function ratioOf({ value, interval }: Estimate): string {
    if (value === null) return t('notMeasurable');
    const words = count(Number(value.toPrecision(2)));
    if (interval === null) return words;
    const [low, high] = interval.map((end) => count(Number(end.toPrecision(2))));
    return `${words} (${low} … ${high})`;
  }

  function timeOf({ enrolMs, reached }: WayFigures): string {
    if (enrolMs.value === null) return t('notMeasurable');
    const time = duration(enrolMs.value);
    return reached === 0 ? t('notReached', { time }) : time;
  }

  function timedOf({ timed }: WayFigures): string {
    return t(timedWords[timed]);
  }
}

const mean = <T,>(of: readonly T[], pick: (one: T) => number): number =>
  of.reduce((sum, one) => sum + pick(one), 0) / Math.max(1, of.length);

function Head({ words }: { words: readonly string[] }) {
  return (
    <Table.Thead>
      <Table.Tr>
        {words.map((word) => (
          <Table.Th key={word} scope="col">
            {word}
          </Table.Th>
        ))}
      </Table.Tr>
    </Table.Thead>
  );
}

function RowHead({ colour, hint, children }: { colour: string; hint?: string; children: string }) {
  return (
    <Table.Th scope="row" title={hint}>
      <span className="compare-dot" style={{ background: colour }} aria-hidden />
      {children}
    </Table.Th>
  );
}
