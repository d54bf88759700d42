import { Anchor, Skeleton, Stack, Text, Title } from '@mantine/core';
import { IconArrowLeft, IconRulerMeasure, IconRulerOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { oneIn } from '../../faces/one-in.ts';
import { useBasis } from '../../faces/threshold-promise.tsx';
import { useHost } from '../../host/use-host.ts';
import { errorText } from '../../texts/error-text.ts';
import '../settings.css';
import './calibrate.css';
import { MeasureForm } from './measure-form.tsx';
import { OperatingPoint } from './operating-point.tsx';

/** A threshold that means something: measured on a data set and the people here, chosen by one false accept in how many. */
export default function CalibratePage() {
  const { t } = useTranslation('calibrate');
  const { value, error } = useHost('calibration.state', {}, [
    'calibration.changed',
    'people.changed',
    'settings.changed',
  ]);
  const shown = value?.measured ?? value?.inForce ?? null;
  return (
    <div className="page-body calibrate">
      <Anchor component={Link} href="/settings" className="back">
        <IconArrowLeft size={16} aria-hidden />
        {t('back')}
      </Anchor>
      <Title order={1}>{t('title')}</Title>
      <Text className="quiet">{t('lead')}</Text>
      {value === null ? (
        error === null ? (
          <Skeleton height={120} mt="md" />
        ) : (
          <p role="alert">{errorText(error)}</p>
        )
      ) : (
        <Stack gap="md" mt="md">
          <State />
          {shown !== null && <OperatingPoint key={shown.id} calibration={shown} people={value.own.people} />}
          <MeasureForm own={value.own} />
        </Stack>
      )}
    </div>
  );
}

/** Whether the desk's threshold is calibrated now, and why not. */
function State() {
  const { t, i18n } = useTranslation('calibrate');
  const basisOf = useBasis();
  const { value } = useHost('identify.thresholds', {}, ['settings.changed', 'people.changed']);
  if (value === null) return null;
  const { basis, fmr, value: threshold, measuredOn, calibrated } = value.identify;
  const Sign = calibrated ? IconRulerMeasure : IconRulerOff;
  const words = basisOf(basis);
  return (
    <div className="calibrate-state" data-calibrated={calibrated || undefined} role="status">
      <Sign size={28} stroke={1.5} aria-hidden />
      <div>
        <strong>{t(`state_${basis.state}`)}</strong>
        <p>
          {t(`why_${basis.state}`, {
            measuredOn,
            oneIn: oneIn(fmr, i18n.language),
            threshold: threshold.toFixed(3),
            basis: `${words.basis}${words.at === '' ? '' : t('onDay', { at: words.at })}`,
          })}
        </p>
      </div>
    </div>
  );
}
