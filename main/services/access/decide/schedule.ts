import type { AccessRule, Holiday, Hours } from '../../../contract/access-rules.ts';
import type { WallClock } from './wall-clock.ts';

/** Why a rule does not hold now; null: it holds. */
export type RuleLapse = 'OUT_OF_HOURS' | 'HOLIDAY' | 'ONLY_HOLIDAYS' | 'NOT_YET_VALID' | 'NO_LONGER_VALID' | null;

/**
 * Whether a rule holds at a moment: **the clock on the wall decides**. Hours last exactly while it shows a time in them, so
 *
 * - where summer time begins, hours that the clock skips do not happen, and those that begin among them begin when it has jumped;
 * - where it ends, hours that it shows twice happen twice;
 * - hours over midnight belong to the day on which they begin, with its weekday, its holidays and the first and last day of validity.
 *
 * `until` itself is no longer in them.
 */
export function lapseOf(rule: AccessRule, holidays: readonly Holiday[], wall: WallClock): RuleLapse {
  const days = [
    { day: wall.today, weekday: wall.weekday, covers: (hours: Hours) => coversToday(hours, wall.minute) },
    { ...wall.before, covers: (hours: Hours) => coversAfterMidnight(hours, wall.minute) },
  ];
  let why: RuleLapse = dayLapse(rule, holidays, wall.today) ?? 'OUT_OF_HOURS';
  for (const { day, weekday, covers } of days) {
    if (!rule.hours.some((hours) => hours.days.includes(weekday) && covers(hours))) continue;
    const lapse = dayLapse(rule, holidays, day);
    if (lapse === null) return null;
    why = lapse;
  }
  return why;
}

const coversToday = ({ from, until }: Hours, minute: number): boolean =>
  from < until ? from <= minute && minute < until : from <= minute;

const coversAfterMidnight = ({ from, until }: Hours, minute: number): boolean => until < from && minute < until;

function dayLapse({ from, until, holidays: policy }: AccessRule, holidays: readonly Holiday[], day: string): RuleLapse {
  if (from !== null && day < from) return 'NOT_YET_VALID';
  if (until !== null && day > until) return 'NO_LONGER_VALID';
  if (policy === 'as-usual') return null;
  const free = holidays.some((holiday) => isHoliday(holiday, day));
  if (policy === 'except') return free ? 'HOLIDAY' : null;
  return free ? null : 'ONLY_HOLIDAYS';
}

/** @param day ISO 8601 date: as text these stand in the order of time */
export function isHoliday({ from, until, yearly }: Holiday, day: string): boolean {
  if (!yearly) return from <= day && day <= until;
  const [first, last, own] = [from, until, day].map((date) => date.slice(5)) as [string, string, string];
  // From December into January the days wrap around the turn of the year.
  return first <= last ? first <= own && own <= last : own >= first || own <= last;
}
