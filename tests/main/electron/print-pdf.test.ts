import { existsSync, readFileSync, statSync } from 'node:fs';
import { expect, test } from 'vitest';
import { printPdf } from '../../../main/electron/print-pdf.ts';

/** A window that remembers what it was asked to show, and how. */
function fakeWindow(print: () => Promise<Buffer>) {
  const seen = {
    partition: '',
    page: '',
    mode: 0,
    file: '',
    blocked: [] as string[],
    destroyed: false,
  };
  const open = (partition: string) => {
    seen.partition = partition;
    return {
      loadFile: async (file: string) => {
        Object.assign(seen, { file, page: readFileSync(file, 'utf8'), mode: statSync(file).mode & 0o777 });
      },
      webContents: {
        printToPDF: print,
        session: {
          webRequest: { onBeforeRequest: ({ urls }: { urls: string[] }) => void seen.blocked.push(...urls) },
        },
      },
      destroy: () => {
        seen.destroyed = true;
      },
    };
  };
  return { seen, open: open as unknown as Parameters<typeof printPdf>[0] };
}

test('a report is printed without network, and nothing of it stays', async () => {
  const { seen, open } = fakeWindow(async () => Buffer.from('%PDF-1.4'));
  const outcome = await printPdf(open, '<h1>faces</h1>');
  expect(outcome.ok && Buffer.from(outcome.value).toString()).toBe('%PDF-1.4');
  expect(seen).toMatchObject({ page: '<h1>faces</h1>', mode: 0o600, destroyed: true });
  expect(seen.partition).not.toMatch(/^(persist:|$)/);
  expect(seen.blocked).toContain('*://*/*');
  expect(existsSync(seen.file)).toBe(false);
});

test('what cannot be printed is told, and the window goes all the same', async () => {
  const { seen, open } = fakeWindow(() => Promise.reject(new Error('no paper')));
  expect(await printPdf(open, '')).toMatchObject({
    ok: false,
    error: { message: expect.stringContaining('no paper') },
  });
  expect(seen.destroyed).toBe(true);
  expect(existsSync(seen.file)).toBe(false);
});
