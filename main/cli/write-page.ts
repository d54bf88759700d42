import { writeFile } from 'node:fs/promises';
import { InvalidArgumentError } from 'commander';
import type { Output } from './output.ts';

export interface PageOptions {
  readonly language: 'en' | 'zh';
  readonly output?: string;
}

export function languageOf(text: string): 'en' | 'zh' {
  if (text === 'en' || text === 'zh') return text;
  throw new InvalidArgumentError('Languages are en and zh.');
}

/** A page into a file that only its owner can read, or out. */
export async function writePage(output: Output, html: string, file: string | undefined): Promise<void> {
  if (file === undefined) return output.data({ html }, () => html);
  await writeFile(file, html, { mode: 0o600 });
  output.data({ file }, () => `written to ${file}`);
}
