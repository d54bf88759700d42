import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { fail } from '../../contract/errors.ts';
import { type ReportLanguage, reportLanguages } from '../../contract/evaluation.ts';
import { printWithBrowser } from '../../services/evaluation/report/print-pdf.ts';
import type { Output } from '../output.ts';

/** Where a report is to be written, besides what is printed. */
export interface ReportFiles {
  readonly html?: string;
  readonly pdf?: string;
  readonly language: ReportLanguage;
}

export const withFiles = (command: Command): Command =>
  command
    .option('--html <file>', 'write the report as one HTML file, with charts and the pairs to look at')
    .option('--pdf <file>', 'the same as PDF, printed by an installed Chromium, Chrome or Edge')
    .addOption(new Option('--language <language>', 'of the files').choices([...reportLanguages]).default('en'));

export const filesOf = (command: Command): ReportFiles => command.opts<ReportFiles>();

/** There are faces in it: what is written is for its owner alone. */
export async function writeReport(output: Output, { html, pdf }: ReportFiles, page: string): Promise<void> {
  if (html !== undefined) await write(output, html, page);
  if (pdf === undefined) return;
  await write(output, pdf, output.unwrap(await printWithBrowser(page)));
}

async function write(output: Output, file: string, content: string | Uint8Array): Promise<void> {
  try {
    await writeFile(resolve(file), content, { mode: 0o600 });
    output.note(`written: ${file}`);
  } catch (error) {
    output.unwrap(
      fail('BAD_INPUT', `${file} cannot be written (${(error as NodeJS.ErrnoException).code}). Choose another place.`),
    );
  }
}
