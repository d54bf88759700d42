import { appendFileSync, chmodSync, existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Everything a log line may say. No names, no vectors, no pictures, no tokens: there is no field for them. */
export interface LogFields {
  readonly call?: string;
  readonly code?: string;
  /** The kind of an error ("TypeError"), never its message, which may quote data. */
  readonly errorKind?: string;
  /** `file:line` of our own code, for a bug report. */
  readonly where?: string;
  readonly ms?: number;
  readonly count?: number;
  readonly version?: string;
  readonly backend?: string;
}

export interface Log {
  info(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
}

const allowed: ReadonlySet<string> = new Set([
  'call',
  'code',
  'errorKind',
  'where',
  'ms',
  'count',
  'version',
  'backend',
]);

/** Rotates at `maxBytes`, keeps `keep` older files, 0600. A log that cannot be written is not worth stopping the app for. */
export function openLog(dir: string, maxBytes = 1_000_000, keep = 3): Log {
  const file = join(dir, 'threshold.log');
  const write = (level: string, event: string, fields: LogFields): void => {
    const safe = Object.fromEntries(
      Object.entries(fields)
        .filter(([key]) => allowed.has(key))
        .map(([key, value]) => [
          key,
          typeof value === 'string' ? value.replace(/[^\w./: -]/g, '').slice(0, 120) : value,
        ]),
    );
    try {
      mkdirSync(dir, { recursive: true, mode: 0o700 });
      if (existsSync(file) && statSync(file).size > maxBytes) {
        for (let i = keep - 1; i >= 1; i--)
          if (existsSync(`${file}.${i}`)) renameSync(`${file}.${i}`, `${file}.${i + 1}`);
        renameSync(file, `${file}.1`);
      }
      appendFileSync(file, `${JSON.stringify({ at: new Date().toISOString(), level, event, ...safe })}\n`, {
        mode: 0o600,
      });
      chmodSync(file, 0o600);
    } catch {
      // Deliberate: see above.
    }
  };
  return {
    info: (event, fields = {}) => write('info', event, fields),
    error: (event, fields = {}) => write('error', event, fields),
  };
}
