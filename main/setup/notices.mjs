import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { inProject, root } from './project.mjs';

/** Where the app reads them (main/services/about.ts). */
const output = () => inProject('main', 'build', 'notices.json');

/** Packaging takes it in, though only development installs it; Chromium's own notices lie beside its binary. */
const window = 'node_modules/electron';

/** Licence files first, so that a NOTICE never stands in for the licence. */
const licenceFile = /^(licen[cs]es?|copying|unlicense)([-._].*)?$/i;
const noticeFile = /^(notice|third-?party-?notices?)([-._].*)?$/i;

/**
 * Every installed package that is shipped, the page's bundled ones among them: what the lock file has without those that
 * only development needs. Sorted by name and version; the same package installed twice is named once.
 */
export function collectNotices(project = root) {
  const { packages } = JSON.parse(readFileSync(join(project, 'package-lock.json'), 'utf8'));
  const found = new Map();
  for (const [path, entry] of Object.entries(packages)) {
    // `devOptional`: needed by development, and by an optional package that may be shipped.
    const shipped = path === window || (path.startsWith('node_modules/') && entry.dev !== true && entry.link !== true);
    const folder = join(project, path);
    if (!shipped || !existsSync(join(folder, 'package.json'))) continue;
    const notice = noticeOf(folder);
    found.set(`${notice.name} ${notice.version}`, notice);
  }
  return [...found.values()].sort((a, b) => a.name.localeCompare(b.name, 'en') || a.version.localeCompare(b.version));
}

function noticeOf(folder) {
  const { name, version, license, licenses, homepage } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const text = licenceText(folder);
  return {
    name,
    version,
    licence: stated(license) ?? stated(licenses) ?? 'unknown',
    ...(typeof homepage === 'string' && /^https?:/.test(homepage) ? { homepage } : {}),
    ...(text === '' ? {} : { text }),
  };
}

/** An SPDX expression, or one of the forms that packages used before. */
function stated(license) {
  if (typeof license === 'string' && license.trim() !== '') return license.trim();
  if (Array.isArray(license)) return license.map(stated).filter(Boolean).join(' OR ') || undefined;
  return typeof license?.type === 'string' ? license.type : undefined;
}

function licenceText(folder) {
  const files = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name)
    .sort();
  return [...files.filter((name) => licenceFile.test(name)), ...files.filter((name) => noticeFile.test(name))]
    .map((name) => readFileSync(join(folder, name), 'utf8').trim())
    .join('\n\n');
}

/** Writes them again when the packages have changed. */
export function writeNotices() {
  const lock = createHash('sha256')
    .update(readFileSync(inProject('package-lock.json')))
    .digest('hex');
  if (existsSync(output()) && JSON.parse(readFileSync(output(), 'utf8')).lock === lock) return false;
  mkdirSync(dirname(output()), { recursive: true });
  writeFileSync(output(), `${JSON.stringify({ lock, notices: collectNotices() })}\n`);
  return true;
}
