/**
 * A bucket that holds `size` tokens and gets `perSecond` back: so many requests at once, so many on average. Milliseconds by a clock that
 * never goes back.
 */
export interface TokenBucket {
  /** 0 when a token was taken; else the milliseconds until there is one, and none was. */
  take(): number;
}

export function tokenBucket(size: number, perSecond: number, now: () => number = () => performance.now()): TokenBucket {
  let tokens = size;
  let last = now();
  return {
    take() {
      const at = now();
      tokens = Math.min(size, tokens + ((at - last) / 1000) * perSecond);
      last = at;
      if (tokens < 1) return Math.ceil(((1 - tokens) / perSecond) * 1000);
      tokens--;
      return 0;
    },
  };
}
