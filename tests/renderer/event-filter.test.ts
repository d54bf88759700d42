import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { asked, type EventFilter, everything, isBackwards, lastWeek, narrows } from '../../renderer/events/filter.ts';

/** The hour at which a day begins and ends differs where the clocks are changed: here on the 29th of March 2026. */
beforeEach(() => {
  vi.stubEnv('TZ', 'Europe/Berlin');
  vi.useFakeTimers({ now: new Date('2026-03-30T10:00:00Z') });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
});

const filter = (more: Partial<EventFilter>): EventFilter => ({ ...everything, ...more });

describe('the filter of events', () => {
  test('asks for all, and for what was chosen', () => {
    expect(asked(everything)).toEqual({});
    expect(asked(filter({ whats: ['verify'], name: ' bo ' }))).toEqual({ what: ['verify'], name: 'bo' });
    expect([everything, filter({ name: ' ' }), filter({ span: 'days' })].map(narrows)).toEqual([false, false, true]);
  });

  test('counts whole days of this place', () => {
    expect(asked(filter({ span: 'today' }))).toEqual({ since: '2026-03-29T22:00:00.000Z' });
    expect(asked(filter({ span: 'week' }))).toEqual({ since: '2026-03-23T23:00:00.000Z' });
    expect(lastWeek()).toEqual({ from: '2026-03-24', to: '2026-03-30' });
  });

  test('takes both days in, the one with 23 hours too', () => {
    const days = (from: string, to: string) => asked(filter({ span: 'days', days: { from, to } }));
    expect(days('2026-03-29', '2026-03-29')).toEqual({
      since: '2026-03-28T23:00:00.000Z',
      until: '2026-03-29T22:00:00.000Z',
    });
    expect(days('', '2026-02-28')).toEqual({ until: '2026-02-28T23:00:00.000Z' });
    expect(days('2026-03-01', 'rubbish')).toEqual({ since: '2026-02-28T23:00:00.000Z' });
    expect(asked(filter({ span: 'all', days: { from: '2026-03-29', to: '' } }))).toEqual({});
  });

  test('knows days the wrong way round', () => {
    const pairs = [
      ['2026-03-02', '2026-03-01'],
      ['2026-03-01', '2026-03-01'],
      ['2026-03-01', ''],
    ] as const;
    expect(pairs.map(([from, to]) => isBackwards({ from, to }))).toEqual([true, false, false]);
  });
});
