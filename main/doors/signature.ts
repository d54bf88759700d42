import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * HMAC-SHA-256 (RFC 2104) over `TIME.BODY`, so that neither can be changed and an old message shows its age.
 * @param seconds since 1970, when it is sent
 * @returns `t=TIME,v1=HEX`
 */
export const signatureOf = (secret: string, body: string, seconds: number): string =>
  `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`;

/** What the receiver does: the signature fits, and it is not older than so many seconds. */
export function isSignedBy(secret: string, body: string, header: string, now: number, oldest = 30): boolean {
  const [, time, mac] = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(header) ?? [];
  if (time === undefined || mac === undefined || Math.abs(now - Number(time)) > oldest) return false;
  const own = createHmac('sha256', secret).update(`${time}.${body}`).digest();
  return timingSafeEqual(own, Buffer.from(mac, 'hex'));
}
