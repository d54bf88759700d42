import type { FastifyReply, FastifyRequest } from 'fastify';
import { cookieName, type Session } from './session.ts';

/**
 * Scripts and styles from ourselves alone; no eval, WebAssembly only. Styles may be inline: the component library sets
 * positions that way, and a style cannot run anything.
 */
const contentSecurityPolicy = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' blob: data:",
  "media-src 'self' blob:",
  "worker-src 'self' blob:",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

export const securityHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': contentSecurityPolicy,
  // Cross-origin isolated: what WebAssembly threads need, and no other page can hold a handle on ours.
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
  'cross-origin-resource-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'permissions-policy': 'camera=(self), microphone=(), geolocation=()',
  'cache-control': 'no-store',
};

/** Names under which our own page reaches us. Anything else in Host is a foreign name pointed at this machine (DNS rebinding). */
const ownHosts = new Set(['127.0.0.1', 'localhost', '[::1]']);

export const isOwnHost = (host: string | undefined): boolean =>
  host !== undefined && ownHosts.has(host.replace(/:\d+$/, ''));

/** A browser names the page that asks; it must be ours. `required` for whatever changes something or streams. */
export function isOwnOrigin(request: FastifyRequest, required: boolean): boolean {
  const { origin, host } = request.headers;
  if (origin === undefined) return !required;
  return origin === `http://${host}`;
}

/** Refuses what does not come from our own page with our own session. Returns whether the request may go on. */
export function admit(request: FastifyRequest, reply: FastifyReply, session: Session): boolean {
  const refuse = (status: number, why: string): false => {
    void reply.code(status).type('text/plain').send(why);
    return false;
  };
  if (!isOwnHost(request.headers.host)) return refuse(421, 'This address is not served here.');
  const changes = request.method !== 'GET' && request.method !== 'HEAD';
  if (!isOwnOrigin(request, changes || request.url.startsWith('/live')))
    return refuse(403, 'Another page may not call this one.');
  if (request.url === '/open' || request.url.startsWith('/open?')) return true;
  if (!session.isOpen(request.cookies[cookieName]))
    return refuse(401, 'Open the address that Threshold printed when it started: it lets this browser in.');
  return true;
}
