import { describe, expect, test } from 'vitest';
import type { EventRecord } from '../../main/contract/events.ts';
import { eventsAsCsv } from '../../renderer/events/events-csv.ts';
import { cell } from '../../renderer/lists/csv.ts';

const event: EventRecord = {
  id: '7',
  at: '2026-11-25T08:00:00.000Z',
  kind: 'identify',
  decision: 'accepted',
  person: { id: 'a1', name: 'Ada "Countess" Lovelace, 李艾达' },
  score: -0.0125,
  threshold: 0.417,
  runnerUpScore: null,
  modelId: 'fr-feature-512',
  fmr: null,
  calibrated: null,
  door: null,
  details: null,
  sealed: null,
  by: null,
  subject: null,
  said: null,
  faceUntil: null,
  facePicture: false,
  snapshot: false,
};

describe('a field', () => {
  test.each([
    ['plain', 'plain'],
    ['', ''],
    [null, ''],
    [0.5, '0.5'],
    // A negative score is a number, not a formula.
    [-0.5, '-0.5'],
    ['a,b', '"a,b"'],
    ['say "x"', '"say ""x"""'],
    ['two\nlines', '"two\nlines"'],
    ['李艾达', '李艾达'],
  ])('%j is written as %j', (value, written) => {
    expect(cell(value)).toBe(written);
  });

  test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '＝1', '=HYPERLINK("http://x","y")'])(
    '%j is defused',
    (formula) => {
      expect(cell(formula).replace(/^"/, '').startsWith("'")).toBe(true);
    },
  );
});

test('events become a file that Excel and programs read', () => {
  const lines = eventsAsCsv([event, { ...event, person: null, decision: null }]).split('\r\n');
  expect(lines[0]).toBe(
    '\ufefftime,kind,decision,person,person_id,score,threshold,runner_up_score,model,door,failed,by,about',
  );
  expect(lines[1]).toBe(
    '2026-11-25T08:00:00.000Z,identify,accepted,"Ada ""Countess"" Lovelace, 李艾达",a1,-0.0125,0.417,,fr-feature-512,,,,',
  );
  expect(lines[2]).toBe('2026-11-25T08:00:00.000Z,identify,,,,-0.0125,0.417,,fr-feature-512,,,,');
  expect(lines[3]).toBe('');
});
