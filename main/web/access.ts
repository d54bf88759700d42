import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { isOwnHost } from './own-host.ts';

/** A browser keeps one jar for all ports of a host: two running apps need two names. */
export const sessionCookieOn = (port: number): string => `threshold-session-${port}`;

/**
 * Who may talk to the browser shell. The printed URL carries a token that works once, for a cookie that only this page's
 * own requests send. Other pages in the same browser, other users of the machine and rebound host names get nothing.
 */
export interface Access {
  /** The token to print; a new one each time it was used up. */
  readonly token: string;
  /** The session's secret for the right token, and null for any other, a used one included. */
  redeem(token: string): string | null;
  isSession(secret: string | undefined): boolean;
  /** The Host header names this loopback server: a rebound DNS name does not. */
  isOwnHost(host: string | undefined): boolean;
  isOwnOrigin(origin: string | undefined): boolean;
}

export function createAccess(port: () => number): Access {
  const token = randomBytes(24).toString('base64url');
  const session = randomBytes(32).toString('base64url');
  let used = false;
  const hosts = (): string[] => [`127.0.0.1:${port()}`, `localhost:${port()}`];
  return {
    token,
    redeem(given) {
      if (used || !same(given, token)) return null;
      used = true;
      return session;
    },
    isSession: (secret) => secret !== undefined && same(secret, session),
    isOwnHost: (host) => isOwnHost(host, port()),
    isOwnOrigin: (origin) => origin !== undefined && hosts().some((host) => origin === `http://${host}`),
  };
}

/** Compared as hashes: equal lengths, and no timing tells how much was right. */
const same = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b));
const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
