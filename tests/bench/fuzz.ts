import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fuzz } from '../fuzz/run.ts';
import { scratchHost } from '../main/scratch-host.ts';

/**
 * `node tests/bench/fuzz.ts [COUNT] [SEED]`: 100,000 random messages through the browser shell's live connection to an app with a real store and
 * a stand-in for the engine, a fresh store each 5,000. Ends with 1 if one was answered in another form, or by a bug.
 */
const count = Number(process.argv[2] ?? 100_000);
const seed = Number(process.argv[3] ?? 1);
const each = 5000;
const codes: Record<string, number> = {};
const faults: string[] = [];
let answered = 0;
let closed = 0;
const begin = performance.now();
for (let done = 0; done < count; done += each) {
  const root = mkdtempSync(join(tmpdir(), 'threshold-fuzz-'));
  const app = await scratchHost(root, { passwordCost: { ln: 4, r: 8, p: 1 } });
  const figures = await fuzz(app, Math.min(each, count - done), seed * 1_000_003 + done);
  answered += figures.answered;
  closed += figures.closed;
  faults.push(...figures.faults);
  for (const [code, times] of Object.entries(figures.codes)) codes[code] = (codes[code] ?? 0) + times;
  await app.close();
  rmSync(root, { recursive: true, force: true });
  process.stderr.write(`${Math.min(done + each, count)} of ${count}, ${faults.length} faults\n`);
}
const seconds = ((performance.now() - begin) / 1000).toFixed(0);
process.stdout.write(
  `${JSON.stringify({ messages: count, seed, seconds, answered, closed, codes, faults: faults.slice(0, 50) }, null, 2)}\n`,
);
process.exitCode = faults.length === 0 ? 0 : 1;
