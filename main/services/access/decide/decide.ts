import type { AccessDecision, Clause } from '../../../contract/access-decision.ts';
import type { Ask } from './ask.ts';
import { clause } from './clause.ts';
import { passbackClause } from './passback-clause.ts';
import { ruleClause } from './rule-clause.ts';

/**
 * The decision at a door: identity ∧ liveness ∧ rule ∧ person active, and that the door may decide at all. Every clause is told, in the
 * order of `clauseCodes`, whatever the others say. It is open only when none failed and none is undecided; an emergency opening needs none.
 */
export function decide(ask: Ask): AccessDecision {
  const { identity, site } = ask;
  const personId = identity.kind === 'accepted' ? identity.personId : null;
  const clauses: Clause[] = [
    emergencyClause(ask),
    captureClause(ask),
    clockClause(ask),
    identityClause(ask),
    ...(personId === null ? [clause('person', 'undecided', 'NOBODY')] : [personClause(ask)]),
    livenessClause(ask),
    ...(personId === null
      ? [
          clause('rule', 'undecided', 'NOBODY'),
          clause('passback', 'undecided', 'NOBODY'),
          clause('second', 'undecided', 'NOBODY'),
        ]
      : [ruleClause(ask, personId), passbackClause(ask), secondClause(ask, personId)]),
  ];
  return { outcome: site.mode === 'open' ? 'open' : outcomeOf(clauses), clauses };
}

export function outcomeOf(clauses: readonly Clause[]): AccessDecision['outcome'] {
  if (clauses.some(({ verdict }) => verdict === 'failed')) return 'refused';
  return clauses.some(({ verdict }) => verdict === 'undecided') ? 'waiting' : 'open';
}

/** Whether nothing but the second person is missing: this one may then be the other's second. */
export const lacksOnlyCompany = ({ clauses }: AccessDecision): boolean =>
  outcomeOf(clauses.filter(({ clause: name }) => name !== 'second')) === 'open';

function emergencyClause({ site: { mode }, door }: Ask): Clause {
  if (mode === 'open') return clause('emergency', 'passed', 'HELD_OPEN');
  if (mode === 'normal') return clause('emergency', 'passed', 'NORMAL');
  // Whoever is inside gets out.
  return door.zoneId === null
    ? clause('emergency', 'passed', 'LEADS_OUT')
    : clause('emergency', 'failed', 'LOCKED_DOWN');
}

function captureClause({ capture }: Ask): Clause {
  if (capture === 'assumed') return clause('capture', 'not-required', 'ASSUMED');
  if (capture === 'live') return clause('capture', 'passed', 'LIVE');
  const codes = { hidden: 'HIDDEN', stalled: 'STALLED', 'other-camera': 'OTHER_CAMERA' } as const;
  return clause('capture', 'failed', codes[capture]);
}

function clockClause({ clock }: Ask): Clause {
  if (clock === 'assumed') return clause('clock', 'not-required', 'ASSUMED');
  return clock === 'runs' ? clause('clock', 'passed', 'RUNS') : clause('clock', 'failed', 'BACKWARDS');
}

function identityClause({ identity, identityAssumed, door }: Ask): Clause {
  if (identity.kind !== 'accepted') {
    if (identity.kind === 'deciding') return clause('identity', 'undecided', 'DECIDING');
    return clause('identity', 'failed', identity.kind === 'unknown' ? 'UNKNOWN' : 'REJECTED');
  }
  if (identityAssumed === true) return clause('identity', 'not-required', 'ASSUMED');
  const { agreeing, needed, calibrated } = identity;
  if (agreeing < needed) return clause('identity', 'undecided', 'DECIDING', { agreeing, needed });
  return door.calibratedOnly && !calibrated
    ? clause('identity', 'failed', 'UNCALIBRATED')
    : clause('identity', 'passed', 'KNOWN', { agreeing, needed });
}

function personClause({ person }: Ask): Clause {
  if (person === null) return clause('person', 'failed', 'GONE');
  return person.active ? clause('person', 'passed', 'ACTIVE') : clause('person', 'failed', 'SUSPENDED');
}

function livenessClause({ liveness, livenessReasons }: Ask): Clause {
  switch (liveness) {
    case 'passed':
      return clause('liveness', 'passed', 'LIVE');
    case 'failed':
      return clause('liveness', 'failed', 'FAKE', { liveness: livenessReasons.join(' ') });
    case 'undecided':
      return clause('liveness', 'undecided', 'UNDECIDED');
    case 'not-required':
      return clause('liveness', 'not-required', 'NOT_REQUIRED');
    case 'assumed':
      return clause('liveness', 'not-required', 'ASSUMED');
  }
}

function secondClause({ door, companions }: Ask, personId: string): Clause {
  if (!door.twoPeople) return clause('second', 'not-required', 'OFF');
  if (companions === 'assumed') return clause('second', 'not-required', 'ASSUMED');
  return companions.some((other) => other !== personId)
    ? clause('second', 'passed', 'TOGETHER')
    : clause('second', 'undecided', 'ALONE');
}
