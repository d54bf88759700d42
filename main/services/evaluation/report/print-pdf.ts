import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { access, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { fail, type Outcome, ok } from '../../../contract/errors.ts';

const run = promisify(execFile);

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome', 'microsoft-edge'];
const places: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  darwin: [
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: ['ProgramFiles', 'ProgramFiles(x86)', 'LOCALAPPDATA'].flatMap((variable) => {
    const folder = process.env[variable];
    if (folder === undefined) return [];
    return [
      join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe'),
      join(folder, 'Microsoft', 'Edge', 'Application', 'msedge.exe'),
    ];
  }),
};

/** Longer than any report takes to print. */
const LIMIT_MS = 120_000;

/** An installed Chromium, Chrome or Edge; null where there is none. */
export async function findBrowser(path = process.env.PATH ?? ''): Promise<string | null> {
  const inPath = path
    .split(delimiter)
    .flatMap((folder) => (folder === '' ? [] : names.map((name) => join(folder, name))));
  for (const file of [...inPath, ...(places[process.platform] ?? [])]) {
    try {
      await access(file, constants.X_OK);
      return file;
    } catch {
      // the next one
    }
  }
  return null;
}

/**
 * Prints a report as an installed browser does, without a window. The page lies in a folder of ours alone (0700) while it is printed, since there are
 * faces in it, and the browser gets a profile of its own there. NOT_FOUND without a browser.
 */
export async function printWithBrowser(html: string, browser?: string | null): Promise<Outcome<Uint8Array>> {
  const found = browser === undefined ? await findBrowser() : browser;
  if (found === null)
    return fail(
      'NOT_FOUND',
      'A PDF is printed by Chromium, Chrome or Edge, and none was found. Install one, or write the report with --html and print it from a browser.',
    );
  const folder = await mkdtemp(join(tmpdir(), 'threshold-report-'));
  try {
    const [page, pdf] = [join(folder, 'report.html'), join(folder, 'report.pdf')];
    await writeFile(page, html, { mode: 0o600 });
    await run(
      found,
      [
        '--headless',
        '--disable-gpu',
        '--no-first-run',
        '--disable-extensions',
        '--disable-background-networking',
        // A browser's sandbox does not work for root, who has nothing left to protect from a page of our own.
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        `--user-data-dir=${join(folder, 'profile')}`,
        '--no-pdf-header-footer',
        `--print-to-pdf=${pdf}`,
        pathToFileURL(page).href,
      ],
      { timeout: LIMIT_MS },
    );
    return ok(new Uint8Array(await readFile(pdf)));
  } catch (error) {
    const why = error instanceof Error ? error.message.split('\n')[0] : String(error);
    return fail(
      'INTERNAL',
      `${found} could not print the report (${why}). Write it with --html and print it from a browser.`,
    );
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}
