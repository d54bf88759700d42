import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserWindow } from 'electron';
import { fail, type Outcome, ok } from '../contract/errors.ts';

/** Opens a hidden window with a session of that name. */
type OpenWindow = (partition: string) => Pick<BrowserWindow, 'loadFile' | 'webContents' | 'destroy'>;

/**
 * Prints a report in a window that nobody sees, without network, and with a session that is gone afterwards. The page lies in a
 * folder of ours alone while it is printed.
 */
export async function printPdf(openWindow: OpenWindow, html: string): Promise<Outcome<Uint8Array>> {
  const folder = await mkdtemp(join(tmpdir(), 'threshold-report-'));
  const window = openWindow(`report-${randomUUID()}`);
  try {
    // The page asks for nothing; should a hole be found in that, there is no network.
    window.webContents.session.webRequest.onBeforeRequest(
      { urls: ['*://*/*', 'ws://*/*', 'wss://*/*'] },
      (_asked, answer) => answer({ cancel: true }),
    );
    const page = join(folder, 'report.html');
    await writeFile(page, html, { mode: 0o600 });
    await window.loadFile(page);
    return ok(new Uint8Array(await window.webContents.printToPDF({ printBackground: true, preferCSSPageSize: true })));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return fail('INTERNAL', `The report could not be printed (${why}). Export it as HTML and print it from a browser.`);
  } finally {
    window.destroy();
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}
