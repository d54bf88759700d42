import { Anchor, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { CalibrationBasis } from '../../main/contract/calibration.ts';
import type { ThresholdInUse } from '../../main/contract/identification.ts';
import { oneIn } from './one-in.ts';

/** What a 1:N threshold promises and what that rests on; where it was not calibrated it says so, with the way to do it. */
export function ThresholdPromise({ threshold }: { threshold: ThresholdInUse }) {
  const { t, i18n } = useTranslation('faces');
  const basis = useBasis();
  const { fmr, targetRate, people } = threshold;
  const { state } = threshold.basis;
  // Chinese sentences follow each other without a space.
  const gap = i18n.language === 'zh' ? '' : ' ';
  return (
    <Text className="quiet" size="sm">
      {t('promise', { oneIn: oneIn(fmr, i18n.language), strangers: oneIn(targetRate, i18n.language), people })}
      {gap}
      {state === 'calibrated' ? (
        t('measuredOn', basis(threshold.basis))
      ) : (
        <>
          {t(`state_${state}`)}
          {gap}
          <Anchor component={Link} href="/settings/calibrate" inherit underline="always">
            {t('calibrate')}
          </Anchor>
        </>
      )}
    </Text>
  );
}

/** What a calibration rests on, in words: the data set, the people here, and the day. */
export function useBasis(): (basis: CalibrationBasis) => { readonly basis: string; readonly at: string } {
  const { t, i18n } = useTranslation('calibrate');
  return ({ at, dataSet, ownPeople }) => ({
    basis: new Intl.ListFormat(i18n.language, { type: 'conjunction' }).format([
      ...(dataSet === null ? [] : [t('basisDataSet', { name: dataSet.name, count: dataSet.people })]),
      ...(ownPeople === 0 ? [] : [t('basisOwn', { count: ownPeople })]),
    ]),
    at: at === null ? '' : new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium' }).format(new Date(at)),
  });
}
