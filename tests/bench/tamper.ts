/**
 * Somebody with the database file changes, deletes, inserts, exchanges or cuts off events at random, or computes the whole chain anew: each
 * so many times. Verifying must name the first broken row and what happened to it.
 *
 *   node tests/bench/tamper.ts [times=1000] [seed=1]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRandom } from '../../models/metrics/seeded-random.ts';
import { attacks } from '../data/tamper.ts';
import { tamperedStore } from '../data/tampered-store.ts';

const [times, seed] = [Number(process.argv[2] ?? 1000), Number(process.argv[3] ?? 1)];
const rows = 40;
const random = seededRandom(seed);
const root = mkdtempSync(join(tmpdir(), 'threshold-tamper-'));
try {
  const { tampered } = tamperedStore(root);
  if (!tampered(() => {}).ok) throw new Error('the untouched chain is called broken');
  for (const { name, ...attack } of attacks) {
    let named = 0;
    for (let k = 0; k < times; k++) {
      const at = 1 + Math.floor(random() * rows);
      const other = ((at - 1 + 1 + Math.floor(random() * (rows - 1))) % rows) + 1;
      const { broken } = tampered((db) => attack.do(db, at, other));
      const expected = attack.expected(at, other, rows);
      if (broken?.seq === expected.seq && broken.what === expected.what) named++;
      else console.error(JSON.stringify({ attack: name, at, other, expected, broken }));
    }
    if (named < times) process.exitCode = 1;
    console.log(JSON.stringify({ attack: name, times, named }));
  }
} finally {
  rmSync(root, { recursive: true, force: true });
}
