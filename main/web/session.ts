import { randomBytes, timingSafeEqual } from 'node:crypto';

export const cookieName = 'threshold-session';

/** One session for this run of the app: the token in the printed URL opens it once, a cookie carries it from then on. */
export interface Session {
  readonly token: string;
  /** The cookie's value when the token is right and unused; null otherwise. */
  redeem(token: string): string | null;
  isOpen(cookie: string | undefined): boolean;
  /** A fresh token: another browser can be let in without a restart. */
  renew(): string;
}

export function createSession(): Session {
  const secret = randomBytes(32).toString('base64url');
  let token: string | null = randomBytes(32).toString('base64url');
  const printed = token;
  return {
    token: printed,
    redeem(given) {
      if (token === null || !same(given, token)) return null;
      token = null;
      return secret;
    },
    isOpen: (cookie) => cookie !== undefined && same(cookie, secret),
    renew() {
      token = randomBytes(32).toString('base64url');
      return token;
    },
  };
}

function same(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}
