import { Temporal } from 'temporal-polyfill';

/** What the clock and the calendar on a site's wall show. */
export interface WallClock {
  /** ISO 8601 date. */
  readonly today: string;
  /** 1 Monday … 7 Sunday. */
  readonly weekday: number;
  /** The day that was before midnight: yesterday, but where a zone skipped a day (Samoa, 30 December 2011) the one before that. */
  readonly before: { readonly day: string; readonly weekday: number };
  /** Whole minutes after midnight, as shown: 0..1439. */
  readonly minute: number;
}

/** @param now milliseconds since 1970 @param timeZone of the IANA database */
export function wallClock(now: number, timeZone: string): WallClock {
  const shown = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timeZone);
  const before = shown.startOfDay().subtract({ nanoseconds: 1 });
  return {
    today: shown.toPlainDate().toString(),
    weekday: shown.dayOfWeek,
    before: { day: before.toPlainDate().toString(), weekday: before.dayOfWeek },
    minute: shown.hour * 60 + shown.minute,
  };
}

/** The moment at which the clock on the wall shows this; the first of two where it shows it twice, null where it skips it. */
export function momentOf(local: string, timeZone: string): number | null {
  const wanted = Temporal.PlainDateTime.from(local);
  const found = wanted.toZonedDateTime(timeZone, { disambiguation: 'compatible' });
  return found.toPlainDateTime().equals(wanted) ? found.epochMilliseconds : null;
}
