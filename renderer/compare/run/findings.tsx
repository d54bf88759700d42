import { Text } from '@mantine/core';
import { type Icon, IconAlertTriangle, IconArrowRight, IconBulb, IconEqual, IconInfoCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ComparisonResults, Finding, FindingCode } from '../../../main/contract/compare.ts';
import { decimalsWithin, percent } from '../../charts/digits.ts';
import { useFormats } from '../words.ts';

/** Values of a finding by how they are written: the rest are counts. */
const times = ['scratchMs', 'warmMs', 'insertMs', 'ms', 'scratchFrom', 'scratchTo', 'insertFrom', 'insertTo'];
const shares = ['newcomer', 'old', 'reached', 'before', 'after', 'share'];
const figures = ['metric', 'features', 'softmax', 'low', 'high'];

/** Findings that say there is no difference, or that something has to be looked at first. */
const equal: readonly FindingCode[] = ['METRIC_LOSS_NO_BETTER', 'SAME_SPACE', 'NO_DIFFERENCE_IN_REJECTION'];
const careful: readonly FindingCode[] = ['FEW_STRANGERS', 'FEWER_PEOPLE'];
const warning: readonly FindingCode[] = [
  'WAY_NOT_REACHED',
  'OLD_PEOPLE_FORGOTTEN',
  'SOFTMAX_NAMES_EVERY_STRANGER',
  'LEFT_STILL_NAMED',
];

const signOf = (code: FindingCode): Icon =>
  careful.includes(code)
    ? IconInfoCircle
    : equal.includes(code)
      ? IconEqual
      : warning.includes(code)
        ? IconAlertTriangle
        : IconArrowRight;

/** What follows from the figures, in words; also where it does not speak for metric learning. */
export function Findings({ results }: { results: ComparisonResults | null }) {
  const { t } = useTranslation('compareRun');
  const say = useFindingText();
  const seeds = results?.seeds.length ?? 0;
  return (
    <section className="card findings" aria-label={t('follows')}>
      <div>
        <h2 className="compare-title">
          <IconBulb size={20} stroke={1.6} aria-hidden /> {t('follows')}
        </h2>
        <Text size="sm" className="quiet">
          {seeds === 0 ? t('followsNone') : seeds === 1 ? t('followsOne') : t('followsHint', { count: seeds })}
        </Text>
      </div>
      {results !== null && (
        <ul>
          {results.findings.map((finding) => {
            const Sign = signOf(finding.code);
            return (
              <li
                key={`${finding.code} ${finding.way} ${finding.recogniser}`}
                data-careful={careful.includes(finding.code) || undefined}
              >
                <Sign size={18} stroke={1.6} aria-hidden />
                <span>{say(finding)}</span>
              </li>
            );
          })}
        </ul>
      )}
    </section>
  );
}

/** A finding as a sentence of the page's language, with its numbers. */
export function useFindingText(): (finding: Finding) => string {
  const { t } = useTranslation('compareWords');
  const { duration, count } = useFormats();
  return ({ code, way, recogniser, values }) => {
    const decimals = decimalsOf(values);
    const written = Object.fromEntries(
      Object.entries(values).map(([name, value]) => [
        name,
        times.includes(name)
          ? duration(value)
          : shares.includes(name)
            ? percent(value, 1)
            : figures.includes(name)
              ? value.toFixed(decimals).replace('-', '\u2212')
              : count(value),
      ]),
    );
    return t(`finding_${code}`, {
      ...written,
      way: way === undefined ? '' : t(`way_${way}`),
      who: recogniser !== undefined ? t(`recogniser_${recogniser}`) : way === undefined ? '' : t(`way_${way}`),
      warmPart: written.warmMs === undefined ? '' : t('finding_warmPart', { warmMs: written.warmMs }),
    });
  };
}

/** Figures to the place where the interval of their difference begins: digits beyond it say nothing. */
const decimalsOf = ({ low, high }: Finding['values']): number =>
  low === undefined || high === undefined ? 2 : Math.max(2, decimalsWithin(low, high));
