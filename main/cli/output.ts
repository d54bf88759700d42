import type { CallError, Outcome } from '../contract/errors.ts';
import { exitCode, exitCodeFor } from './exit-codes.ts';

/** Ends a command with an exit code; the message, if any, has been printed. */
export class Exit extends Error {
  readonly status: number;
  constructor(status: number) {
    super(`exit ${status}`);
    this.status = status;
  }
}

export interface Output {
  readonly json: boolean;
  /** Data: stdout, one JSON value with `--json`, else the text. */
  data(value: unknown, text: () => string): void;
  /** Something for the person at the terminal: stderr. */
  note(text: string): void;
  /** A bar on stderr where it is a terminal; one line a tenth where it is a file. */
  progress(label: string, done: number, total: number): void;
  /** The value, or prints the error and ends with its exit code. */
  unwrap<T>(outcome: Outcome<T>): T;
  error(error: CallError): void;
}

export function createOutput(json: boolean): Output {
  let lastTenth = -1;
  let barShown = false;
  const clearBar = (): void => {
    if (barShown) process.stderr.write('\r\x1b[K');
    barShown = false;
  };
  const output: Output = {
    json,
    data(value, text) {
      clearBar();
      process.stdout.write(json ? `${JSON.stringify(value, printable)}\n` : `${text()}\n`);
    },
    note(text) {
      clearBar();
      process.stderr.write(`${text}\n`);
    },
    progress(label, done, total) {
      if (process.stderr.isTTY) {
        const width = 24;
        const filled = total === 0 ? width : Math.round((done / total) * width);
        process.stderr.write(`\r${label} [${'█'.repeat(filled)}${'·'.repeat(width - filled)}] ${done}/${total}\x1b[K`);
        barShown = true;
        if (done >= total) clearBar();
        return;
      }
      const tenth = total === 0 ? 10 : Math.floor((done / total) * 10);
      if (tenth !== lastTenth) process.stderr.write(`${label} ${done}/${total}\n`);
      lastTenth = tenth;
    },
    unwrap(outcome) {
      if (outcome.ok) return outcome.value;
      output.error(outcome.error);
      throw new Exit(exitCodeFor(outcome.error.code));
    },
    error(error) {
      clearBar();
      if (json) process.stdout.write(`${JSON.stringify({ error }, printable)}\n`);
      process.stderr.write(`${error.code}: ${error.message}\n`);
    },
  };
  return output;
}

/** Vectors as plain arrays, pictures as base64, so that what is printed can be read back by anything. */
function printable(_key: string, value: unknown): unknown {
  if (value instanceof Float32Array) return Array.from(value);
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  return value;
}

export const usageError = (output: Output, message: string): Exit => {
  output.error({ code: 'BAD_INPUT', message });
  return new Exit(exitCode.usage);
};
