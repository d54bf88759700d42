import { Anchor, Button, Group, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { defaultSettings, type Settings } from '../../main/contract/settings.ts';
import { useBasis } from '../faces/threshold-promise.tsx';
import { useSettings } from '../host/settings.tsx';
import { useHost } from '../host/use-host.ts';
import { AcceptsNobody } from './accepts-nobody.tsx';
import { linear, logarithmic } from './scales.ts';
import { SliderSetting } from './slider-setting.tsx';

type Decisions = Pick<Settings, 'targetFpir' | 'targetFmr' | 'minMargin' | 'agreeingFrames'>;

const scales = {
  targetFpir: logarithmic(1e-6, 0.2),
  targetFmr: logarithmic(1e-6, 0.1),
  minMargin: linear(0, 1, 0.005, 0.5),
  agreeingFrames: linear(1, 30, 1, 15),
};
const { targetFpir, targetFmr, minMargin, agreeingFrames } = defaultSettings;
const defaults: Decisions = { targetFpir, targetFmr, minMargin, agreeingFrames };

/** How strict decisions are. While a slider moves, the sentences already say what it would mean; let go, it is kept. */
export function DecisionsSection() {
  const { t, i18n } = useTranslation('settings');
  const { settings, change } = useSettings();
  const basisOf = useBasis();
  const [moving, setMoving] = useState<Partial<Decisions>>({});
  const now: Decisions = { ...settings, ...moving };
  const { value } = useHost('identify.thresholds', { targetFpir: now.targetFpir, targetFmr: now.targetFmr }, [
    'people.changed',
    'settings.changed',
  ]);
  const oneIn = (rate: number): string => Number((1 / rate).toPrecision(2)).toLocaleString(i18n.language);
  const props = (key: keyof Decisions) => ({
    scale: scales[key],
    value: now[key],
    onMove: (next: number) => setMoving({ [key]: next }),
    onSet: (next: number) => {
      setMoving({});
      change({ [key]: next });
    },
  });
  const changed = (Object.keys(defaults) as (keyof Decisions)[]).some((key) => settings[key] !== defaults[key]);
  // The 1:1 target is a floor while the site is not calibrated: with few people it asks for more than the 1:N target.
  const floored = value !== null && value.identify.targetRate < now.targetFpir * 0.999;

  return (
    <section className="card" aria-label={t('decisions')}>
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <div>
          <Title order={2}>{t('decisions')}</Title>
          <Text className="quiet" size="sm">
            {value === null
              ? '\u00a0'
              : value.identify.calibrated
                ? t('calibratedOn', basisOf(value.identify.basis))
                : t('measuredOn', { measuredOn: value.identify.measuredOn })}{' '}
            <Anchor component={Link} href="/settings/calibrate" inherit underline="always">
              {t('calibrate')}
            </Anchor>
          </Text>
        </div>
        <Button flex="none" variant="default" disabled={!changed} onClick={() => change(defaults)}>
          {t('reset')}
        </Button>
      </Group>
      <AcceptsNobody threshold={value?.identify} />
      <SliderSetting
        {...props('targetFpir')}
        title={t('fpir')}
        stricter={t('smallerStricter')}
        meaning={
          value === null
            ? ''
            : [
                t('fpirMeans', {
                  count: value.identify.people,
                  oneIn: oneIn(value.identify.targetRate),
                  threshold: value.identify.value.toFixed(3),
                }),
                floored ? t('fpirFloored') : '',
              ].join(' ')
        }
      />
      <SliderSetting
        {...props('targetFmr')}
        title={t('fmr')}
        stricter={t('smallerStricter')}
        meaning={
          value === null
            ? ''
            : [
                t('fmrMeans', { oneIn: oneIn(now.targetFmr), threshold: value.verify.value.toFixed(3) }),
                value.verify.extrapolated ? t('beyondData') : '',
              ].join(' ')
        }
      />
      <SliderSetting
        {...props('minMargin')}
        title={t('margin')}
        stricter={t('largerStricter')}
        meaning={now.minMargin === 0 ? t('marginNone') : t('marginMeans', { margin: now.minMargin.toFixed(3) })}
      />
      <SliderSetting
        {...props('agreeingFrames')}
        title={t('frames')}
        stricter={t('moreStricter')}
        meaning={t('framesMean', { count: now.agreeingFrames })}
      />
    </section>
  );
}
