import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Stands in the built page where an answer's nonce goes. */
const placeholder = '__CSP_NONCE__';

export const newNonce = (): string => randomBytes(16).toString('base64');

/** The page of the renderer's build with a nonce, which the headers of the same answer must name. */
export async function pageWithNonce(pageDir: string, nonce: string): Promise<string> {
  return (await readFile(join(pageDir, 'index.html'), 'utf8')).replaceAll(placeholder, nonce);
}
