import type { Clause } from '../../../contract/access-decision.ts';
import type { Ask } from './ask.ts';
import { clause } from './clause.ts';

/**
 * Whether somebody who is in the zone already asks to enter it again, as whoever passes a picture of themselves back through the door would.
 * A stay that seems to have begun in the future (the clock was set back) counts as begun now: it shuts for longer, never opens sooner.
 */
export function passbackClause({ now, door, presence }: Ask): Clause {
  if (door.zoneId === null) return clause('passback', 'not-required', 'LEADS_OUT');
  if (door.passback === 'off') return clause('passback', 'not-required', 'OFF');
  if (presence === 'assumed') return clause('passback', 'not-required', 'ASSUMED');
  if (presence === null || presence.zoneId !== door.zoneId) return clause('passback', 'passed', 'CLEAR');
  if (door.passback === 'until-left') return clause('passback', 'failed', 'ALREADY_INSIDE');
  const left = door.passbackMinutes * 60_000 - Math.max(0, now - presence.since);
  return left <= 0
    ? clause('passback', 'passed', 'CLEAR')
    : clause('passback', 'failed', 'TOO_SOON', { minutes: Math.ceil(left / 60_000) });
}
