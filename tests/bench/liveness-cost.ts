/**
 * What liveness costs the host in a frame: `desk.frame` of one recognised face from call to answer (decode, networks, cues), without liveness,
 * while nothing is decided (full frames are asked for their pixels, too) and after it passed. The conditions take turns on the same pictures.
 * Run: node tests/bench/liveness-cost.ts [--rounds 4] [--seconds 4]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import { createApp } from '../../main/app.ts';
import { quantile } from '../../models/metrics/quantile.ts';
import { callsTo, valuesOf } from '../main/calls.ts';
import { inventedPerson } from './liveness/species.ts';

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '4' }, seconds: { type: 'string', default: '4' } },
});
const [rounds, blockMs] = [Number(values.rounds), 1000 * Number(values.seconds)];
const root = mkdtempSync(join(tmpdir(), 'threshold-liveness-cost-'));
const opened = await createApp({
  dataDir: join(root, 'data'),
  weightsDir: fileURLToPath(new URL('../../models/weights', import.meta.url)),
  unlock: { kind: 'key-file', path: join(root, 'key') },
});
if (!opened.ok) throw new Error(opened.error.message);
const app = opened.value;
const value = valuesOf(callsTo(() => app, { caller: 'web' }));

/** Frames of an invented person, 640 × 480, as a browser sends them. */
const actor = inventedPerson(5003, false, 480);
const frames = await Promise.all(
  Array.from({ length: 80 }, async (_, i) => {
    const { width, height, data } = actor(i / 10, null);
    const square = sharp(Buffer.from(data), { raw: { width, height, channels: 3 } });
    const wide = square.resize({ width: 640, height: 480, fit: 'contain', background: '#808080' });
    return new Uint8Array(await wide.jpeg({ quality: 85 }).toBuffer());
  }),
);
/** Before the first blink, to and fro: nothing is decided by them. */
const unblinking = [0, 1, 2, 3, 4, 3, 2, 1].map((i) => frames[i]!);

const conditions = ['off', 'undecided', 'passed'] as const;
const times = { off: new Map<string, number[]>(), undecided: new Map(), passed: new Map() } as Record<
  (typeof conditions)[number],
  Map<string, number[]>
>;

async function block(condition: (typeof conditions)[number]): Promise<void> {
  await value('settings.set', { liveness: condition === 'off' ? 'off' : 'passive' });
  const pictures = condition === 'undecided' ? unblinking : frames;
  let i = 0;
  let camera = `${condition} ${performance.now()}`;
  const next = () => value('desk.frame', { camera, image: pictures[i++ % pictures.length]!, record: false });
  // Recognised, and where it shall pass, passed: the pictures blink, ten a second.
  for (let looked = await next(); ; looked = await next()) {
    const [track] = looked.tracks;
    if (condition === 'undecided' ? track?.liveness?.state === 'undecided' : track?.state === 'accepted') break;
    // A blink that came too late is asked for, which pictures do not answer: begun anew.
    if (condition === 'passed' && track?.liveness?.challenge) camera = `${condition} ${performance.now()}`;
    if (condition === 'passed') await new Promise((resolve) => setTimeout(resolve, 70));
    if (i > 800) throw new Error(`${condition}: not reached, ${JSON.stringify(track?.liveness)}`);
  }
  for (const end = performance.now() + blockMs; performance.now() < end; ) {
    const start = performance.now();
    const { followed, tracks } = await next();
    const took = performance.now() - start;
    const said = tracks[0]?.liveness?.state ?? 'off';
    if (said !== condition) throw new Error(`${condition}: it is ${said}`);
    const kind = followed ? 'followed' : 'in full';
    times[condition].set(kind, [...(times[condition].get(kind) ?? []), took]);
  }
}

try {
  await value('enrol.fromImages', {
    name: 'Ivo',
    images: [frames[0]!],
    consent: { textVersion: 'bench', by: 'bench' },
  });
  for (let round = 0; round < rounds; round++) for (const condition of conditions) await block(condition);
  for (const condition of conditions)
    for (const [kind, all] of [...times[condition]].sort()) {
      const sorted = Float64Array.from(all).sort();
      const [middle, late] = [quantile(sorted, 0.5)!, quantile(sorted, 0.95)!];
      console.log(
        `${condition.padEnd(10)} ${kind.padEnd(9)} n ${String(all.length).padStart(4)}  p50 ${middle.toFixed(1)} ms  p95 ${late.toFixed(1)} ms`,
      );
    }
} finally {
  await app.close();
  rmSync(root, { recursive: true, force: true });
}
process.exit(0);
