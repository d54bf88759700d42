export interface BackOff {
  /** Milliseconds until the next attempt is listened to. */
  waitMs(): number;
  failed(): void;
  succeeded(): void;
}

const first = 1000;
const longest = 60_000;

/**
 * One second after the first wrong passphrase, twice as long after each further one, at most a minute. It slows somebody at
 * the page; who has the files is slowed by scrypt alone.
 */
export function createBackOff(now: () => number = () => Date.now()): BackOff {
  let failures = 0;
  let until = 0;
  return {
    waitMs: () => Math.max(0, until - now()),
    failed() {
      until = now() + Math.min(longest, first * 2 ** failures);
      failures++;
    },
    succeeded() {
      failures = 0;
      until = 0;
    },
  };
}
