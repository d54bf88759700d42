import { readFile } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import { securityHeaders } from '../web/headers.ts';
import { newNonce, pageWithNonce } from '../web/page.ts';
import { isOurs } from './origin.ts';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};

/** The file of `folder` that an address of our page names, or null. An address without an extension is a view of the one page. */
export function pageFile(folder: string, address: string): string | null {
  if (!isOurs(address)) return null;
  let path: string;
  try {
    path = decodeURIComponent(new URL(address).pathname);
  } catch {
    return null;
  }
  // A backslash separates folders on Windows, a colon names a drive or a stream there; the build's own names have neither.
  if (/[\\:\0]/.test(path) || path.split('/').includes('..')) return null;
  const file = join(folder, extname(path) === '' ? 'index.html' : path);
  return file.startsWith(folder + sep) ? file : null;
}

/** Answers the page's requests from its build, with the same headers as the browser shell. */
export async function servePage(folder: string, request: Request): Promise<Response> {
  const nonce = newNonce();
  const headers = securityHeaders(nonce);
  const file = request.method === 'GET' ? pageFile(folder, request.url) : null;
  const content = file === null ? null : await contentOf(folder, file, nonce).catch(() => null);
  if (file === null || content === null) return new Response('Not found', { status: 404, headers });
  const type = types[extname(file)] ?? 'application/octet-stream';
  return new Response(content, { headers: { ...headers, 'content-type': type } });
}

const contentOf = (folder: string, file: string, nonce: string): Promise<string | Uint8Array<ArrayBuffer>> =>
  file === join(folder, 'index.html') ? pageWithNonce(folder, nonce) : readFile(file);
