import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { installWeights, readManifest, verifyWeights, type WeightsEntry } from '../../../main/setup/weights.mjs';

/** A tarball as npm makes it, so that the test needs no network. */
function tarballOf(files: Record<string, Buffer>): Buffer {
  const blocks: Buffer[] = [];
  for (const [name, content] of Object.entries(files)) {
    const header = Buffer.alloc(512);
    header.write(`package/${name}`, 0);
    header.write(content.length.toString(8).padStart(11, '0'), 124);
    header.write('0', 156);
    header.write('ustar', 257);
    blocks.push(header, content, Buffer.alloc((512 - (content.length % 512)) % 512));
  }
  return gzipSync(Buffer.concat([...blocks, Buffer.alloc(1024)]));
}

const hash = (algorithm: string, encoding: 'hex' | 'base64', bytes: Buffer): string =>
  createHash(algorithm).update(bytes).digest(encoding);

const net = Buffer.from('a small net'.repeat(100));
const tarball = tarballOf({
  'package.json': Buffer.from('{}'),
  'model/net.bin': net,
  'model/evil.js': Buffer.from('x'),
});
const entry: WeightsEntry = {
  package: 'nets',
  version: '1.0.0',
  integrity: `sha512-${hash('sha512', 'base64', tarball)}`,
  file: 'model/net.bin',
  target: 'below/net.bin',
  sha256: hash('sha256', 'hex', net),
  bytes: net.length,
  licence: 'MIT',
};

describe('weights', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'weights-test-'));
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  const packOf =
    (bytes: Buffer) =>
    async (_spec: string, into: string): Promise<string> => {
      const path = join(into, 'nets.tgz');
      writeFileSync(path, bytes);
      return path;
    };
  const install = (bytes = tarball, entries = [entry]): Promise<number> =>
    installWeights(dir, { entries, pack: packOf(bytes) });

  test('only the listed file is unpacked, and a second run takes nothing', async () => {
    expect(await install()).toBe(1);
    expect(readdirSync(dir, { recursive: true }).sort()).toEqual(['below', join('below', 'net.bin')]);
    expect(readFileSync(join(dir, entry.target))).toEqual(net);
    expect(await install(Buffer.from('never read'))).toBe(0);
  });

  test('a tampered download is refused by its package’s name, and nothing of it is unpacked', async () => {
    const other = tarballOf({ 'model/net.bin': Buffer.from('another net') });
    await expect(install(other)).rejects.toThrow(/nets@1\.0\.0 is not the package that was reviewed/);
    expect(readdirSync(dir)).toEqual([]);
  });

  test('a file in an untouched tarball that is not the one named is refused by name', async () => {
    await expect(install(tarball, [{ ...entry, sha256: '0'.repeat(64) }])).rejects.toThrow(/model\/net\.bin of nets/);
    await expect(install(tarball, [{ ...entry, file: 'model/none.bin' }])).rejects.toThrow(/no model\/none\.bin/);
  });

  test('a tarball cut short is refused even where its integrity was recorded so', async () => {
    const cut = gzipSync(
      Buffer.concat([Buffer.from('package/model/net.bin'.padEnd(124, '\0')), Buffer.from('7777'), Buffer.alloc(384)]),
    );
    const integrity = `sha512-${hash('sha512', 'base64', cut)}`;
    await expect(install(cut, [{ ...entry, integrity }])).rejects.toThrow(/cut short/);
  });

  test('what changed on disk is named, and set-up mends it', async () => {
    await install();
    const path = join(dir, entry.target);
    writeFileSync(path, Buffer.concat([Buffer.from('A'), net.subarray(1)]));
    expect(verifyWeights(dir, [entry])).toEqual([{ file: entry.target, problem: 'tampered' }]);
    truncateSync(path, 10);
    expect(verifyWeights(dir, [entry])).toEqual([{ file: entry.target, problem: 'truncated' }]);
    expect(await install()).toBe(1);
    expect(verifyWeights(dir, [entry])).toEqual([]);
  });

  test('the manifest pins every file: exact version, sha512 of the tarball, sha256, licence', () => {
    const entries = readManifest();
    expect(entries.length).toBeGreaterThanOrEqual(11);
    expect(new Set(entries.map((one) => one.target)).size).toBe(entries.length);
    for (const one of entries) {
      expect(one.version).toMatch(/^\d+\.\d+\.\d+$/);
      expect(one.integrity).toMatch(/^sha512-[A-Za-z0-9+/]{86}==$/);
      expect(one.sha256).toMatch(/^[0-9a-f]{64}$/);
      expect(one.licence).not.toBe('');
      expect(one.target).not.toMatch(/\.\.|^\/|\\/);
    }
  });
});
