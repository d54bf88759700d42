import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';

/** scrypt's costs (RFC 7914): `ln` is log2 of N, memory is 128 · r · N bytes. */
export interface PasswordCost {
  readonly ln: number;
  readonly r: number;
  readonly p: number;
}

/**
 * N = 2¹⁷, r = 8, p = 1: 128 MiB and some tenths of a second a guess, the strongest of the choices that OWASP's Password Storage Cheat
 * Sheet gives for scrypt. When it is raised here, each operator's hash is made anew at their next sign-in.
 */
export const presentCost: PasswordCost = { ln: 17, r: 8, p: 1 };

const hashBytes = 32;

/**
 * `$scrypt$ln=17,r=8,p=1$salt$hash`, the PHC string format with base64 as it asks for: the parameters travel with the hash, so that
 * hashes of several costs live side by side.
 */
export async function hashPassword(password: string, cost: PasswordCost = presentCost): Promise<string> {
  const salt = randomBytes(16);
  const hash = await derive(password, salt, cost);
  return `$scrypt$ln=${cost.ln},r=${cost.r},p=${cost.p}$${plain64(salt)}$${plain64(hash)}`;
}

export interface PasswordVerdict {
  readonly right: boolean;
  /** Made at another cost than the present one. */
  readonly outdated: boolean;
}

/** Takes as long for a wrong password as for the right one. Throws on a text that `hashPassword` did not make: that is a bug, or damage. */
export async function checkPassword(
  password: string,
  hash: string,
  present: PasswordCost = presentCost,
): Promise<PasswordVerdict> {
  const { cost, salt, expected } = parse(hash);
  const derived = await derive(password, salt, cost);
  return {
    right: timingSafeEqual(derived, expected),
    outdated: cost.ln !== present.ln || cost.r !== present.r || cost.p !== present.p,
  };
}

const form = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]{22})\$([A-Za-z0-9+/]{43})$/;

function parse(hash: string): { cost: PasswordCost; salt: Buffer; expected: Buffer } {
  const parts = form.exec(hash);
  if (parts === null) throw new Error('a password hash is malformed');
  const [, ln, r, p, salt, expected] = parts as unknown as [string, string, string, string, string, string];
  return {
    cost: { ln: Number(ln), r: Number(r), p: Number(p) },
    salt: Buffer.from(salt, 'base64'),
    expected: Buffer.from(expected, 'base64'),
  };
}

function derive(password: string, salt: Buffer, { ln, r, p }: PasswordCost): Promise<Buffer> {
  const N = 2 ** ln;
  const options: ScryptOptions = { N, r, p, maxmem: 128 * N * r + 32 * 1024 * 1024 };
  // One text however it was typed: two keyboards may compose an accent differently.
  return new Promise((resolve, reject) =>
    scrypt(password.normalize('NFC'), salt, hashBytes, options, (error, key) =>
      error === null ? resolve(key) : reject(error),
    ),
  );
}

const plain64 = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '');
