import { useTranslation } from 'react-i18next';
import { localeOf } from '../texts/locale.ts';

type Form = 'day' | 'moment';

const forms: Readonly<Record<Form, Intl.DateTimeFormatOptions>> = {
  day: { dateStyle: 'medium' },
  moment: { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit' },
};

/** A time of the host in this place's time, short; the exact one on hover and for machines. */
export function When({ at, form = 'moment' }: { at: string; form?: Form }) {
  const { i18n } = useTranslation();
  const locale = localeOf(i18n.language);
  const date = new Date(at);
  const exact = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'long' }).format(date);
  // The year is told when it is not this one.
  const year = form === 'moment' && date.getFullYear() !== new Date().getFullYear() ? { year: 'numeric' as const } : {};
  return (
    <time dateTime={at} title={exact}>
      {new Intl.DateTimeFormat(locale, { ...forms[form], ...year }).format(date)}
    </time>
  );
}
