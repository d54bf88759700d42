import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type Days, isBackwards } from './filter.ts';

/** From one day to another, both included; the browser's own calendar. */
export function DaysChoice({ days, onDays }: { days: Days; onDays: (days: Days) => void }) {
  const { t } = useTranslation('events');
  const backwards = isBackwards(days);
  return (
    <fieldset className="days" aria-label={t('span')}>
      <span aria-hidden>{t('from')}</span>
      <TextInput
        type="date"
        aria-label={t('fromDay')}
        value={days.from}
        onChange={(event) => onDays({ ...days, from: event.currentTarget.value })}
      />
      <span aria-hidden>{t('to')}</span>
      <TextInput
        type="date"
        aria-label={t('toDay')}
        value={days.to}
        min={days.from}
        error={backwards}
        onChange={(event) => onDays({ ...days, to: event.currentTarget.value })}
      />
      <span role="status" className="days-wrong">
        {backwards && t('backwards')}
      </span>
    </fieldset>
  );
}
