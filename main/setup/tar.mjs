import { gunzipSync } from 'node:zlib';

const block = 512;

/**
 * The wanted files of a gzipped tarball: name (without npm's leading "package/") → bytes. Reads ustar, which is what npm
 * writes; a pax "path" record (names over 100 characters) is honoured, anything cut short is an error.
 */
export function filesInTarball(tarball, wanted) {
  const tar = gunzipSync(tarball);
  const found = new Map();
  let longName = null;
  for (let at = 0; at + block <= tar.length; ) {
    const header = tar.subarray(at, at + block);
    if (header.every((byte) => byte === 0)) break;
    const size = Number.parseInt(text(header, 124, 12), 8);
    if (!Number.isInteger(size) || at + block + size > tar.length) throw new Error('the tarball is cut short');
    const body = tar.subarray(at + block, at + block + size);
    const type = String.fromCharCode(header[156]);
    const prefix = text(header, 345, 155);
    const name = longName ?? (prefix === '' ? text(header, 0, 100) : `${prefix}/${text(header, 0, 100)}`);
    longName = null;
    if (type === 'x') longName = /\d+ path=([^\n]*)\n/.exec(body.toString('utf8'))?.[1] ?? null;
    else if (type === '0' || type === '\0') {
      const inside = name.slice(name.indexOf('/') + 1);
      if (wanted.has(inside)) found.set(inside, Buffer.from(body));
    }
    at += block + Math.ceil(size / block) * block;
  }
  return found;
}

const text = (header, from, length) =>
  header
    .subarray(from, from + length)
    .toString('utf8')
    .replace(/\0.*$/s, '')
    .trim();
