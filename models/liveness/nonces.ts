/** Numbers that are used once. A challenge begins with one that was issued and is spent by its end, whichever; a second use is refused. */
export interface NonceBook {
  /** Remembers a number that was drawn at random elsewhere. @throws RangeError when it was issued before */
  issue(nonce: string, at: number): void;
  /** True the first time, within its life; false for one that is unknown, spent or too old. */
  spend(nonce: string, at: number): boolean;
}

/** @param lifeMs how long a number may be spent after it was issued; it is remembered as long again, so that a replay is known for one */
export function createNonceBook(lifeMs: number): NonceBook {
  const issued = new Map<string, { readonly at: number; spent: boolean }>();
  return {
    issue(nonce, at) {
      if (issued.has(nonce)) throw new RangeError('nonce: issued before');
      for (const [old, entry] of issued) if (at - entry.at > 2 * lifeMs) issued.delete(old);
      issued.set(nonce, { at, spent: false });
    },
    spend(nonce, at) {
      const entry = issued.get(nonce);
      if (entry === undefined || entry.spent) return false;
      entry.spent = true;
      return at >= entry.at && at - entry.at <= lifeMs;
    },
  };
}
