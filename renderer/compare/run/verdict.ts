import type { ProbeRole } from '../../../main/contract/compare.ts';

/** `right`: accepted as who it is; `wrong`: accepted as another; `refused`: known, but not accepted; `unknown`: rightly not accepted. */
export type Verdict = 'right' | 'wrong' | 'refused' | 'unknown';

/** What an answer amounts to for a picture of somebody who plays this part. */
export function verdictOf(
  { accepted, right }: { readonly accepted: boolean; readonly right: boolean },
  role: ProbeRole,
): Verdict {
  if (accepted) return right ? 'right' : 'wrong';
  return role === 'stranger' || role === 'left' ? 'unknown' : 'refused';
}
