import type { SignInFailures } from '../../../data/tables/sign-in-failures.ts';

/** So many wrong passwords in a row are forgiven: typing is hard. */
export const freeFailures = 4;

const firstMs = 30_000;
const longestMs = 15 * 60_000;

/** Failures are forgotten so long after the last one. */
export const forgetMs = 24 * 3_600_000;

/** How many names failures are remembered of: somebody who tries many fills no disk. */
export const namesRemembered = 1000;

/**
 * Milliseconds until the next password for this name is looked at: none after the first wrong ones, then 30 s, twice as long after each
 * further one, at most 15 minutes: some hundred guesses a day. A clock that was set back cannot make it longer than that.
 */
export function lockedForMs(failed: SignInFailures | null, now: number): number {
  if (failed === null || failed.failures <= freeFailures) return 0;
  const since = now - Date.parse(failed.lastAt);
  if (since > forgetMs) return 0;
  const wait = Math.min(longestMs, firstMs * 2 ** (failed.failures - freeFailures - 1));
  return Math.max(0, Math.min(wait, wait - since));
}
