import type { Clause, ClauseCode } from '../../../contract/access-decision.ts';
import type { Ask, RuleBook } from './ask.ts';
import { clause } from './clause.ts';
import { lapseOf } from './schedule.ts';
import { wallClock } from './wall-clock.ts';

/** Of several reasons the one that is nearest to being let in is told. */
const nearest: readonly ClauseCode<'rule'>[] = [
  'OUT_OF_HOURS',
  'HOLIDAY',
  'ONLY_HOLIDAYS',
  'PASS_NOT_YET',
  'PASS_ENDED',
  'NOT_YET_VALID',
  'NO_LONGER_VALID',
];

/** Whether a rule or a pass lets this person into the door's zone now. */
export function ruleClause({ now, site, door: { zoneId }, book }: Ask, personId: string): Clause {
  if (zoneId === null) return clause('rule', 'not-required', 'LEADS_OUT');
  const why = new Set<ClauseCode<'rule'>>();
  for (const pass of book.passes) {
    if (pass.personId !== personId || pass.zoneId !== zoneId) continue;
    if (now < Date.parse(pass.from)) why.add('PASS_NOT_YET');
    else if (now >= Date.parse(pass.until)) why.add('PASS_ENDED');
    else return clause('rule', 'passed', 'PASS', { passId: pass.id, until: pass.until });
  }
  const own = book.rules.filter((rule) => rule.zoneId === zoneId && isFor(book, rule.groupId, personId));
  if (own.length === 0 && why.size === 0) return clause('rule', 'failed', 'NO_RULE');
  const wall = wallClock(now, site.timeZone);
  for (const rule of own) {
    const lapse = lapseOf(rule, book.holidays, wall);
    if (lapse === null) return clause('rule', 'passed', 'RULE', { ruleId: rule.id });
    why.add(lapse);
  }
  const shown = `${String(Math.floor(wall.minute / 60)).padStart(2, '0')}:${String(wall.minute % 60).padStart(2, '0')}`;
  return clause('rule', 'failed', nearest.find((code) => why.has(code))!, { day: wall.today, time: shown });
}

const isFor = ({ members }: RuleBook, groupId: string | null, personId: string): boolean =>
  groupId === null || members.get(groupId)?.has(personId) === true;
