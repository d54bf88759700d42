import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AccessRule, Holiday } from '../../../main/contract/access-rules.ts';
import { isHoliday, lapseOf } from '../../../main/services/access/decide/schedule.ts';
import { momentOf, wallClock } from '../../../main/services/access/decide/wall-clock.ts';

const rule = (change: Partial<AccessRule> = {}): AccessRule => ({
  id: 'r',
  groupId: null,
  zoneId: 'z',
  hours: [],
  holidays: 'as-usual',
  from: null,
  until: null,
  ...change,
});
const everyDay = [1, 2, 3, 4, 5, 6, 7];
const minutes = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));
const hours = (from: string, until: string, days = everyDay) => ({ days, from: minutes(from), until: minutes(until) });
const lapse = (one: AccessRule, at: string, timeZone: string, holidays: readonly Holiday[] = []) =>
  lapseOf(one, holidays, wallClock(Date.parse(at), timeZone));
/** When a rule holds within a stretch of time, minute by minute, as [from, until) in UTC. */
function heldWithin(one: AccessRule, from: string, until: string, timeZone: string): string[] {
  const spans: string[] = [];
  let begun: number | null = null;
  for (let at = Date.parse(from); at <= Date.parse(until); at += 60_000) {
    const holds = at < Date.parse(until) && lapseOf(one, [], wallClock(at, timeZone)) === null;
    if (holds && begun === null) begun = at;
    if (!holds && begun !== null) {
      spans.push(`${new Date(begun).toISOString().slice(11, 16)}–${new Date(at).toISOString().slice(11, 16)}`);
      begun = null;
    }
  }
  return spans;
}

// Berlin: at 01:00 UTC on 29 March 2026 the clock jumps from 02:00 to 03:00; on 25 October from 03:00 back to 02:00.
test('hours that the clock skips do not happen; those that begin among them begin when it has jumped', () => {
  const spring = (one: AccessRule) => heldWithin(one, '2026-03-28T23:00Z', '2026-03-29T04:00Z', 'Europe/Berlin');
  expect(spring(rule({ hours: [hours('02:15', '02:45')] }))).toEqual([]);
  expect(spring(rule({ hours: [hours('02:30', '04:00')] }))).toEqual(['01:00–02:00']);
  expect(spring(rule({ hours: [hours('01:30', '02:30')] }))).toEqual(['00:30–01:00']);
});

test('hours that the clock shows twice happen twice', () => {
  const autumn = (one: AccessRule) => heldWithin(one, '2026-10-24T22:00Z', '2026-10-25T04:00Z', 'Europe/Berlin');
  expect(autumn(rule({ hours: [hours('02:15', '02:45')] }))).toEqual(['00:15–00:45', '01:15–01:45']);
  expect(autumn(rule({ hours: [hours('01:00', '04:00')] }))).toEqual(['23:00–03:00']);
});

test('a night over the change is as long as the clock on the wall makes it', () => {
  const night = rule({ hours: [hours('22:00', '06:00')] });
  expect(heldWithin(night, '2026-03-28T12:00Z', '2026-03-29T12:00Z', 'Europe/Berlin')).toEqual(['21:00–04:00']); // 7 h
  expect(heldWithin(night, '2026-10-24T12:00Z', '2026-10-25T12:00Z', 'Europe/Berlin')).toEqual(['20:00–05:00']); // 9 h
});

test('zones with midnights that do not happen, days that do not happen, half and quarter hours', () => {
  // São Paulo, 4 November 2018: 00:00 became 01:00.
  const day = rule({ hours: [hours('00:00', '24:00', [7])] });
  expect(lapse(day, '2018-11-04T02:59Z', 'America/Sao_Paulo')).toBe('OUT_OF_HOURS');
  expect(lapse(day, '2018-11-04T03:00Z', 'America/Sao_Paulo')).toBeNull();
  // Samoa had no Friday, 30 December 2011: the night of Thursday goes on into Saturday, Friday's never began.
  const thursday = rule({ hours: [hours('22:00', '06:00', [4])] });
  const friday = rule({ hours: [hours('22:00', '06:00', [5])] });
  expect(wallClock(Date.parse('2011-12-30T15:00Z'), 'Pacific/Apia')).toMatchObject({
    today: '2011-12-31',
    weekday: 6,
    before: { day: '2011-12-29', weekday: 4 },
  });
  expect(lapse(thursday, '2011-12-30T15:00Z', 'Pacific/Apia')).toBeNull();
  expect(lapse(friday, '2011-12-30T15:00Z', 'Pacific/Apia')).toBe('OUT_OF_HOURS');
  // Lord Howe changes by half an hour; Nepal is 5:45 ahead.
  expect(
    heldWithin(
      rule({ hours: [hours('01:30', '02:00')] }),
      '2026-04-04T12:00Z',
      '2026-04-04T18:00Z',
      'Australia/Lord_Howe',
    ),
  ).toEqual(['14:30–15:30']);
  expect(wallClock(Date.parse('2026-01-01T00:00Z'), 'Asia/Kathmandu').minute).toBe(5 * 60 + 45);
});

test('a night belongs to the day on which it begins: weekday, holiday, first and last day', () => {
  const night = rule({
    hours: [hours('22:00', '06:00', [5])],
    holidays: 'except',
    from: '2026-01-09',
    until: '2026-01-09',
  });
  const at = (when: string, holidays: readonly Holiday[] = []) => lapse(night, `${when}Z`, 'UTC', holidays);
  expect(at('2026-01-09T21:59')).toBe('OUT_OF_HOURS');
  expect(at('2026-01-09T22:00')).toBeNull();
  expect(at('2026-01-10T05:59')).toBeNull();
  expect(at('2026-01-10T06:00')).toBe('NO_LONGER_VALID');
  expect(at('2026-01-08T23:00')).toBe('NOT_YET_VALID');
  const holiday = (from: string, until = from) => ({ id: 'h', siteId: 's', name: 'H', from, until, yearly: false });
  expect(at('2026-01-10T05:00', [holiday('2026-01-10')])).toBeNull();
  expect(at('2026-01-10T05:00', [holiday('2026-01-09')])).toBe('HOLIDAY');
});

test('yearly holidays come back, over the turn of the year too', () => {
  const winter = { id: 'h', siteId: 's', name: 'H', from: '2020-12-24', until: '2021-01-02', yearly: true };
  expect(['2025-12-23', '2025-12-24', '2026-01-02', '2026-01-03'].map((day) => isHoliday(winter, day))).toEqual([
    false,
    true,
    true,
    false,
  ]);
  expect(isHoliday({ ...winter, yearly: false }, '2025-12-24')).toBe(false);
});

test('a local time is a moment; the first of two, none where the clock skips it', () => {
  const berlin = (local: string) => momentOf(local, 'Europe/Berlin');
  expect(berlin('2026-03-29T02:30')).toBeNull();
  expect(berlin('2026-10-25T02:30')).toBe(Date.parse('2026-10-25T00:30:00Z'));
  expect(berlin('2026-06-01T12:00')).toBe(Date.parse('2026-06-01T10:00:00Z'));
});

/** The oracle reads the wall by Intl, and looks for the day before by going back minute by minute. */
function wallByIntl(at: number, timeZone: string) {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const read = (ms: number) => {
    const part = Object.fromEntries(format.formatToParts(ms).map(({ type, value }) => [type, value]));
    return {
      day: `${part.year}-${part.month}-${part.day}`,
      weekday: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].indexOf(part.weekday!) + 1,
      minute: Number(part.hour) * 60 + Number(part.minute),
    };
  };
  const shown = read(at);
  let back = at - shown.minute * 60_000;
  while (read(back).day >= shown.day) back -= 15 * 60_000;
  return { ...shown, before: read(back) };
}

test('at any moment in any zone, as Intl and a count of minutes have it', () => {
  const zones = [
    'Europe/Berlin',
    'America/New_York',
    'America/Sao_Paulo',
    'Asia/Shanghai',
    'Asia/Kathmandu',
    'Australia/Lord_Howe',
    'America/Havana',
    'Africa/Casablanca',
    'Pacific/Apia',
  ];
  const changes = [
    '2026-03-29T01:00Z',
    '2026-10-25T01:00Z',
    '2026-03-08T07:00Z',
    '2026-11-01T06:00Z',
    '2018-11-04T03:00Z',
    '2026-04-04T15:00Z',
    '2026-03-08T05:00Z',
  ].map((text) => Date.parse(text));
  const moment = fc.oneof(
    fc.integer({ min: Date.parse('2015-01-01'), max: Date.parse('2030-01-01') }),
    fc.tuple(fc.constantFrom(...changes), fc.integer({ min: -2880, max: 2880 })).map(([at, off]) => at + off * 60_000),
  );
  const span = fc
    .record({
      days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
      from: fc.integer({ min: 0, max: 1439 }),
      until: fc.integer({ min: 1, max: 1440 }),
    })
    .filter(({ from, until }) => from !== until);
  fc.assert(
    fc.property(
      moment,
      fc.constantFrom(...zones),
      fc.array(span, { minLength: 1, maxLength: 3 }),
      (at, zone, spans) => {
        const wall = wallByIntl(at, zone);
        const holds = spans.some(({ days, from, until }) => {
          const lasts = until > from ? until - from : until + 1440 - from;
          // Minutes since the hours began, counted on the wall: today's, and yesterday's with a day more.
          const today = wall.minute - from;
          const before = wall.minute + 1440 - from;
          return (
            (days.includes(wall.weekday) && today >= 0 && today < lasts) ||
            (days.includes(wall.before.weekday) && before < lasts)
          );
        });
        expect(lapseOf(rule({ hours: spans }), [], wallClock(at, zone))).toBe(holds ? null : 'OUT_OF_HOURS');
      },
    ),
    { numRuns: 1000 },
  );
});
