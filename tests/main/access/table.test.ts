import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clauseCodes, clauseNames } from '../../../main/contract/access-decision.ts';
import type { AccessRule } from '../../../main/contract/access-rules.ts';
import type { Ask } from '../../../main/services/access/decide/ask.ts';
import { decide, lacksOnlyCompany } from '../../../main/services/access/decide/decide.ts';

/** Wednesday, 14 January 2026, 10:00 in Berlin. */
const now = Date.parse('2026-01-14T09:00:00Z');
const lab = 'lab';
const hour = 3_600_000;
const instant = (ms: number): string => new Date(ms).toISOString();

const ruleOf = (change: Partial<AccessRule>): AccessRule => ({
  id: 'r',
  groupId: 'staff',
  zoneId: lab,
  hours: [{ days: [1, 2, 3, 4, 5], from: 8 * 60, until: 18 * 60 }],
  holidays: 'except',
  from: null,
  until: null,
  ...change,
});
const passOf = (from: number, until: number) => ({
  id: 'p',
  personId: 'ada',
  zoneId: lab,
  from: instant(now + from * hour),
  until: instant(now + until * hour),
  note: '',
});

/** Every situation that a rule can be in, with whether it lets Ada in. */
const books = {
  inHours: { rules: [ruleOf({})], passes: [], passes_: true },
  everybody: { rules: [ruleOf({ groupId: null })], passes: [], passes_: true },
  secondOfTwo: { rules: [ruleOf({ until: '2026-01-01' }), ruleOf({ id: 'r2' })], passes: [], passes_: true },
  outOfHours: { rules: [ruleOf({ hours: [{ days: [3], from: 0, until: 600 }] })], passes: [], passes_: false },
  onHoliday: { rules: [ruleOf({})], passes: [], holiday: true, passes_: false },
  asUsual: { rules: [ruleOf({ holidays: 'as-usual' as const })], passes: [], holiday: true, passes_: true },
  onlyHolidays: { rules: [ruleOf({ holidays: 'only' as const })], passes: [], passes_: false },
  notYet: { rules: [ruleOf({ from: '2026-01-15' })], passes: [], passes_: false },
  lastDay: { rules: [ruleOf({ until: '2026-01-14' })], passes: [], passes_: true },
  noLonger: { rules: [ruleOf({ until: '2026-01-13' })], passes: [], passes_: false },
  othersGroup: { rules: [ruleOf({ groupId: 'cleaners' })], passes: [], passes_: false },
  groupIsGone: { rules: [ruleOf({ groupId: 'nobody knows' })], passes: [], passes_: false },
  otherZone: { rules: [ruleOf({ zoneId: 'office' })], passes: [], passes_: false },
  none: { rules: [], passes: [], passes_: false },
  visitor: { rules: [], passes: [passOf(-1, 1)], passes_: true },
  visitorEarly: { rules: [], passes: [passOf(1, 2)], passes_: false },
  visitorLate: { rules: [], passes: [passOf(-2, 0)], passes_: false },
};
const presences = {
  nowhere: null,
  elsewhere: { zoneId: 'office', since: now - hour },
  inside: { zoneId: lab, since: now - 5 * 60_000 },
  insideLong: { zoneId: lab, since: now - 2 * hour },
  fromTheFuture: { zoneId: lab, since: now + hour },
};
const people = { active: { active: true }, suspended: { active: false }, gone: null };

const keys = <T extends object>(of: T) => fc.constantFrom(...(Object.keys(of) as (keyof T)[]));
const situations = fc.record({
  mode: fc.constantFrom('normal', 'locked-down', 'open'),
  leadsOut: fc.boolean(),
  capture: fc.constantFrom('live', 'hidden', 'stalled', 'other-camera'),
  clock: fc.constantFrom('runs', 'backwards'),
  identity: fc.constantFrom('accepted', 'unknown', 'rejected', 'deciding'),
  agreeing: fc.integer({ min: 1, max: 4 }),
  calibrated: fc.boolean(),
  calibratedOnly: fc.boolean(),
  person: keys(people),
  liveness: fc.constantFrom('passed', 'failed', 'undecided', 'not-required'),
  book: keys(books),
  passback: fc.constantFrom('off', 'until-left', 'timed'),
  presence: keys(presences),
  twoPeople: fc.boolean(),
  companions: fc.subarray(['ada', 'bo']),
});
type Situation = Parameters<Parameters<typeof situations.map>[0]>[0];

function askOf(s: Situation): Ask {
  const book = books[s.book];
  return {
    now,
    site: { mode: s.mode as Ask['site']['mode'], timeZone: 'Europe/Berlin' },
    door: {
      zoneId: s.leadsOut ? null : lab,
      calibratedOnly: s.calibratedOnly,
      passback: s.passback as Ask['door']['passback'],
      passbackMinutes: 30,
      twoPeople: s.twoPeople,
    },
    book: {
      rules: book.rules,
      members: new Map([
        ['staff', new Set(['ada'])],
        ['cleaners', new Set(['bo'])],
      ]),
      holidays:
        'holiday' in book
          ? [{ id: 'h', siteId: 's', name: 'H', from: '2026-01-14', until: '2026-01-14', yearly: false }]
          : [],
      passes: book.passes,
    },
    capture: s.capture as Ask['capture'],
    clock: s.clock as Ask['clock'],
    identity:
      s.identity === 'accepted'
        ? { kind: 'accepted', personId: 'ada', calibrated: s.calibrated, agreeing: s.agreeing, needed: 3 }
        : { kind: s.identity as 'unknown' },
    person: people[s.person],
    liveness: s.liveness as Ask['liveness'],
    livenessReasons: s.liveness === 'failed' ? ['TIME'] : [],
    presence: presences[s.presence],
    companions: s.companions,
  };
}

/** The oracle: what a porter with the list in hand would say, in one long sentence. */
function porter(s: Situation): { mayEnter: boolean; mustWait: boolean } {
  const blocked =
    (s.mode === 'locked-down' && !s.leadsOut) ||
    s.capture !== 'live' ||
    s.clock !== 'runs' ||
    s.liveness === 'failed' ||
    s.identity === 'unknown' ||
    s.identity === 'rejected' ||
    (s.identity === 'accepted' &&
      ((s.agreeing >= 3 && s.calibratedOnly && !s.calibrated) ||
        s.person !== 'active' ||
        (!s.leadsOut && !books[s.book].passes_) ||
        (!s.leadsOut &&
          ((s.passback === 'until-left' && s.presence.toString().match(/^inside|future/i) !== null) ||
            (s.passback === 'timed' && (s.presence === 'inside' || s.presence === 'fromTheFuture'))))));
  const known = s.identity === 'accepted' && s.agreeing >= 3;
  const company = !s.twoPeople || s.companions.includes('bo');
  return { mayEnter: !blocked && known && s.liveness !== 'undecided' && company, mustWait: !blocked };
}

test('every combination: the decision is what a porter with the list would say', () => {
  const seen = new Map<string, number>();
  fc.assert(
    fc.property(situations, (s) => {
      const { outcome, clauses } = decide(askOf(s));
      const { mayEnter, mustWait } = porter(s);
      const expected = s.mode === 'open' || mayEnter ? 'open' : mustWait ? 'waiting' : 'refused';
      seen.set(expected, (seen.get(expected) ?? 0) + 1);
      expect(outcome).toBe(expected);
      // Every clause is told, in order, with a code of its own; a refusal names at least one that failed.
      expect(clauses.map(({ clause }) => clause)).toEqual(clauseNames);
      expect(clauses.filter(({ clause, code }) => !(clauseCodes[clause] as readonly string[]).includes(code))).toEqual(
        [],
      );
      if (outcome === 'refused') expect(clauses.some(({ verdict }) => verdict === 'failed')).toBe(true);
      if (outcome === 'waiting') expect(clauses.some(({ verdict }) => verdict === 'undecided')).toBe(true);
    }),
    { numRuns: 4000 },
  );
  expect([...seen.keys()].sort()).toEqual(['open', 'refused', 'waiting']);
});

/** Whatever is well; from here each clause is broken by itself, so that no other hides it. */
const well: Situation = {
  mode: 'normal',
  leadsOut: false,
  capture: 'live',
  clock: 'runs',
  identity: 'accepted',
  agreeing: 3,
  calibrated: true,
  calibratedOnly: true,
  person: 'active',
  liveness: 'passed',
  book: 'inHours',
  passback: 'timed',
  presence: 'nowhere',
  twoPeople: true,
  companions: ['bo'],
};

test.each<[Partial<Situation>, string, string]>([
  [{ mode: 'locked-down' }, 'emergency', 'LOCKED_DOWN'],
  [{ capture: 'hidden' }, 'capture', 'HIDDEN'],
  [{ capture: 'stalled' }, 'capture', 'STALLED'],
  [{ capture: 'other-camera' }, 'capture', 'OTHER_CAMERA'],
  [{ clock: 'backwards' }, 'clock', 'BACKWARDS'],
  [{ identity: 'unknown' }, 'identity', 'UNKNOWN'],
  [{ identity: 'rejected' }, 'identity', 'REJECTED'],
  [{ calibrated: false }, 'identity', 'UNCALIBRATED'],
  [{ person: 'suspended' }, 'person', 'SUSPENDED'],
  [{ person: 'gone' }, 'person', 'GONE'],
  [{ liveness: 'failed' }, 'liveness', 'FAKE'],
  [{ book: 'none' }, 'rule', 'NO_RULE'],
  [{ book: 'groupIsGone' }, 'rule', 'NO_RULE'],
  [{ book: 'outOfHours' }, 'rule', 'OUT_OF_HOURS'],
  [{ book: 'onHoliday' }, 'rule', 'HOLIDAY'],
  [{ book: 'onlyHolidays' }, 'rule', 'ONLY_HOLIDAYS'],
  [{ book: 'notYet' }, 'rule', 'NOT_YET_VALID'],
  [{ book: 'noLonger' }, 'rule', 'NO_LONGER_VALID'],
  [{ book: 'visitorEarly' }, 'rule', 'PASS_NOT_YET'],
  [{ book: 'visitorLate' }, 'rule', 'PASS_ENDED'],
  [{ presence: 'inside' }, 'passback', 'TOO_SOON'],
  [{ presence: 'inside', passback: 'until-left' }, 'passback', 'ALREADY_INSIDE'],
])('refuses for one reason and names it: %o', (change, name, code) => {
  expect(decide(askOf(well)).outcome).toBe('open');
  const { outcome, clauses } = decide(askOf({ ...well, ...change }));
  expect(outcome).toBe('refused');
  expect(clauses.filter(({ verdict }) => verdict === 'failed')).toMatchObject([{ clause: name, code }]);
});

test('waits while something is not known, and says what', () => {
  const waits = (change: Partial<Situation>) => {
    const { outcome, clauses } = decide(askOf({ ...well, ...change }));
    expect(outcome).toBe('waiting');
    return clauses.filter(({ verdict }) => verdict === 'undecided').map(({ clause }) => clause);
  };
  expect(waits({ agreeing: 2 })).toEqual(['identity']);
  expect(waits({ liveness: 'undecided' })).toEqual(['liveness']);
  expect(waits({ companions: ['ada'] })).toEqual(['second']);
  expect(lacksOnlyCompany(decide(askOf({ ...well, companions: [] })))).toBe(true);
  expect(lacksOnlyCompany(decide(askOf({ ...well, companions: [], agreeing: 1 })))).toBe(false);
});

test('in a lock-down whoever is inside gets out; a stay from the future shuts for longer, not for ever', () => {
  expect(decide(askOf({ ...well, mode: 'locked-down', leadsOut: true, book: 'none' })).outcome).toBe('open');
  const future = decide(askOf({ ...well, presence: 'fromTheFuture' })).clauses.find((one) => one.clause === 'passback');
  expect(future).toMatchObject({ code: 'TOO_SOON', facts: { minutes: 30 } });
});
