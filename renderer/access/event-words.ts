import type { EventRecord } from '../../main/contract/events.ts';

const words = [
  'access_granted',
  'access_refused',
  'door_opened',
  'door_unanswered',
  'door_expired',
  'door_lost',
  'door_held-open',
  'door_locked',
  'door_released',
  'emergency_locked-down',
  'emergency_open',
  'emergency_normal',
  'clock_confirmed',
] as const;

/** The key in texts/access.ts of what happened at a door; null for what is not of doors. */
export function doorEventWord({ kind, decision }: Pick<EventRecord, 'kind' | 'decision'>) {
  const word = words.find((one) => one === `${kind}_${decision}`);
  return word === undefined ? null : (`event_${word}` as const);
}
