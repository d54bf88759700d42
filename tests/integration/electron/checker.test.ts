import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { securityHeaders } from '../../../main/web/headers.ts';
import { newNonce } from '../../../main/web/page.ts';
import { buildShell, project } from './shell.ts';

interface Finding {
  readonly id: string;
  readonly file: string;
  readonly severity: 'INFORMATIONAL' | 'LOW' | 'MEDIUM' | 'HIGH';
  readonly confidence: 'TENTATIVE' | 'FIRM' | 'CERTAIN';
}

interface Said {
  readonly errors: readonly unknown[];
  readonly findings: readonly Finding[];
  readonly checks: number;
}

/** Findings that are none, of whatever severity: which check, in which file, how sure it is, and why it is wrong. */
const reviewed = [
  {
    id: 'PRELOAD_JS_CHECK',
    file: 'main.js',
    confidence: 'FIRM',
    why: 'Asks for a review of any preload. Ours exposes call, cancel and subscribe, which build.test.ts holds it to.',
  },
  {
    id: 'CSP_GLOBAL_CHECK',
    file: 'index.html',
    confidence: 'FIRM',
    why: '"self" may be weak where an origin serves files of others; ours serves the page’s build alone.',
  },
  {
    id: 'ELECTRON_VERSION_JSON_CHECK',
    file: 'package.json',
    confidence: 'CERTAIN',
    why: 'Tells which version of Electron there is.',
  },
];

/** Mistakes that must be found in a copy of the shell which makes them, lest "finds nothing" mean "reads nothing". One copy makes all but those that undo another. */
const mistakes: { id: string; file: string; changes: [before: string, after: string][]; second?: true }[] = [
  {
    id: 'NODE_INTEGRATION_JS_CHECK',
    file: 'main.js',
    changes: [
      ['nodeIntegration: false', 'nodeIntegration: true'],
      // Where the sandbox is spoken of, the checker takes it that there is no Node to integrate.
      ['sandbox: true', 'title: ""'],
    ],
  },
  {
    id: 'CONTEXT_ISOLATION_JS_CHECK',
    file: 'main.js',
    changes: [['contextIsolation: true', 'contextIsolation: false']],
  },
  { id: 'SANDBOX_JS_CHECK', file: 'main.js', changes: [['sandbox: true', 'sandbox: false']], second: true },
  { id: 'WEB_SECURITY_JS_CHECK', file: 'main.js', changes: [['webSecurity: true', 'webSecurity: false']] },
  { id: 'AUXCLICK_JS_CHECK', file: 'main.js', changes: [['disableBlinkFeatures', 'title']] },
  {
    id: 'LIMIT_NAVIGATION_GLOBAL_CHECK',
    file: 'main.js',
    changes: [
      ['"will-navigate"', '"did-navigate"'],
      ['setWindowOpenHandler', 'off'],
    ],
  },
  {
    id: 'PERMISSION_REQUEST_HANDLER_GLOBAL_CHECK',
    file: 'main.js',
    changes: [['setPermissionRequestHandler', 'off']],
  },
  {
    id: 'OPEN_EXTERNAL_JS_CHECK',
    file: 'main.js',
    changes: [['app.enableSandbox()', 'shell.openExternal(process.argv[2])']],
  },
  { id: 'DANGEROUS_FUNCTIONS_JS_CHECK', file: 'preload.js', changes: [['"threshold"', 'eval("" + process.argv[2])']] },
  { id: 'CSP_GLOBAL_CHECK', file: 'index.html', changes: [['Content-Security-Policy', 'X-Nothing']] },
  {
    id: 'CSP_GLOBAL_CHECK',
    file: 'index.html',
    changes: [["'wasm-unsafe-eval'", "'unsafe-eval' 'unsafe-inline'"]],
    second: true,
  },
];

let root: string;
let said: Said[];

/** What the checker reads: the built shell, its package.json, and the page with its policy, which the shell sends as a header. */
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'threshold-checker-'));
  const folder = join(root, 'shell');
  // Its parser is of 2021 and knows neither private members nor `?.`.
  buildShell('--outDir', folder, '--target', 'es2019', '--logLevel', 'error');
  // It reads no .cjs.
  renameSync(join(folder, 'preload.cjs'), join(folder, 'preload.js'));
  cpSync(join(project, 'package.json'), join(folder, 'package.json'));
  const policy = `<meta http-equiv="Content-Security-Policy" content="${securityHeaders(newNonce())['content-security-policy']}" />`;
  const page = readFileSync(join(project, 'renderer/index.html'), 'utf8');
  writeFileSync(join(folder, 'index.html'), page.replace('<head>', `<head>${policy}`));
  const copies = [false, true].map((second) => changedCopy(folder, join(root, `mistakes-${second}`), second));
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [join(import.meta.dirname, 'run-checker.mjs'), folder, ...copies],
    { maxBuffer: 64e6 },
  );
  said = JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

function changedCopy(folder: string, copy: string, second: boolean): string {
  cpSync(folder, copy, { recursive: true });
  for (const { file, changes } of mistakes.filter((mistake) => (mistake.second ?? false) === second)) {
    let content = readFileSync(join(copy, file), 'utf8');
    for (const [before, after] of changes) {
      expect(content).toContain(before);
      content = content.replaceAll(before, after);
    }
    writeFileSync(join(copy, file), content);
  }
  return copy;
}

const isReviewed = ({ id, file, confidence }: Finding): boolean =>
  reviewed.some((one) => one.id === id && one.file === file && one.confidence === confidence);

describe('electronegativity over the desktop shell', () => {
  test('reads every file and finds nothing', () => {
    const [shell] = said;
    expect(shell?.errors).toEqual([]);
    expect(shell?.checks).toBeGreaterThan(35);
    expect(shell?.findings.filter((finding) => !isReviewed(finding))).toEqual([]);
  });

  test('every exception is still needed', () => {
    for (const { id, file, confidence } of reviewed)
      expect(said[0]?.findings).toContainEqual(expect.objectContaining({ id, file, confidence }));
  });

  test.each(mistakes)('would report $id ($changes.0.1)', ({ id, second }) => {
    const unreviewed = said[second ? 2 : 1]?.findings.filter((finding) => !isReviewed(finding));
    expect(unreviewed?.map((finding) => finding.id)).toContain(id);
  });
});
