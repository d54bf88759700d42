import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DoctorCheck } from '../../contract/doctor.ts';
import { ok } from '../../contract/errors.ts';
import type { Handlers } from '../../contract/index.ts';
import type { Core } from '../core.ts';
import { broken, systemChecks, working } from './checks.ts';
import { FOUND } from './words.ts';

export function doctorHandlers(core: Core): Pick<Handlers, 'doctor.run'> {
  return {
    'doctor.run': async () => {
      const checks = await systemChecks(core.dataDir);
      const description = await core.engine.describe();
      const record = core.record();
      const { size, people, index } = core.gallery();
      checks.push(
        description.ok ? working('engine', FOUND.engine(description.value)) : broken('engine', description.error),
        working('model', FOUND.model(record.id, record.provenance)),
        working('gallery', FOUND.gallery(size, people, index)),
        working('key', FOUND.slots(core.store.slots.list().map(({ kind }) => kind))),
      );
      const selfTest = await runSelfTest(core);
      if (selfTest.check !== null) checks.push(selfTest.check);
      return ok({ healthy: checks.every((each) => each.state !== 'broken'), checks, selfTestMs: selfTest.ms });
    },
  };
}

/** A sample photo through the whole pipeline; writes no event. */
async function runSelfTest(core: Core): Promise<{ ms: number | null; check: DoctorCheck | null }> {
  const failed = (found: DoctorCheck['found']) => ({ ms: null, check: broken('self-test', found) });
  try {
    const folder = join(core.weightsDir, 'samples');
    const [file] = readdirSync(folder)
      .filter((each) => each.endsWith('.jpg'))
      .sort();
    const photo = new Uint8Array(readFileSync(join(folder, file)));
    const start = performance.now();
    const analysis = await core.engine.analyse(core.record().id, photo, { search: 'frame' });
    if (!analysis.ok) return failed(analysis.error);
    if (analysis.value.faces.length === 0) return failed(FOUND.noFace());
    return { ms: performance.now() - start, check: null };
  } catch {
    return failed(FOUND.noSample());
  }
}
