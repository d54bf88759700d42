import type { EventRecord } from '../../main/contract/events.ts';

const words = [
  'session_signed-in',
  'session_signed-out',
  'session_timed-out',
  'session_sign-in-failed',
  'session_locked-out',
  'operator_operator-added',
  'operator_operator-removed',
  'operator_role-changed',
  'operator_password-changed',
  'operator_policy-changed',
  'api_api-on',
  'api_api-off',
  'api_key-created',
  'api_key-revoked',
] as const;

/** The key in texts/acts.ts of what was done at the app itself (main/services/operators/note-act.ts); null for what is not of that kind. */
export const actWord = ({ kind, decision }: Pick<EventRecord, 'kind' | 'decision'>) =>
  words.find((one) => one === `${kind}_${decision}`) ?? null;
