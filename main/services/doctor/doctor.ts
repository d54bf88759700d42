import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DoctorCheck } from '../../contract/doctor.ts';
import { ok } from '../../contract/errors.ts';
import type { Handlers } from '../../contract/index.ts';
import type { Core } from '../core.ts';
import { systemChecks } from './checks.ts';

export function doctorHandlers(core: Core): Pick<Handlers, 'doctor.run'> {
  return {
    'doctor.run': async () => {
      const checks = await systemChecks(core.dataDir);
      const description = await core.engine.describe();
      checks.push(
        description.ok
          ? {
              name: 'networks run in',
              state: 'ok',
              found: `${description.value.backend}: ${description.value.reason}`,
              cost: '',
            }
          : {
              name: 'networks run in',
              state: 'broken',
              found: description.error.message,
              cost: 'No face can be recognised.',
            },
        { name: 'model', state: 'ok', found: `${core.record().id}, ${core.record().provenance.en}`, cost: '' },
        {
          name: 'gallery',
          state: 'ok',
          found: `${core.gallery().size} templates of ${core.gallery().people} people, ${core.gallery().index.kind}: ${core.gallery().index.reason}`,
          cost: '',
        },
        {
          name: 'unlocked by',
          state: 'ok',
          found: core.store.slots
            .list()
            .map((slot) => slot.kind)
            .join(', '),
          cost: '',
        },
      );
      const selfTest = await runSelfTest(core);
      if (selfTest.check !== null) checks.push(selfTest.check);
      return ok({ healthy: checks.every((each) => each.state !== 'broken'), checks, selfTestMs: selfTest.ms });
    },
  };
}

/** A sample photo through the whole pipeline; writes no event. */
async function runSelfTest(core: Core): Promise<{ ms: number | null; check: DoctorCheck | null }> {
  const broken = (found: string): { ms: null; check: DoctorCheck } => ({
    ms: null,
    check: {
      name: 'self-test',
      state: 'broken',
      found,
      cost: 'Recognition does not work. Run "npm start" to fetch what is missing.',
    },
  });
  try {
    const folder = join(core.weightsDir, 'samples');
    const [file] = readdirSync(folder)
      .filter((each) => each.endsWith('.jpg'))
      .sort();
    const photo = new Uint8Array(readFileSync(join(folder, file)));
    const start = performance.now();
    const analysis = await core.engine.analyse(core.record().id, photo, { search: 'frame' });
    if (!analysis.ok) return broken(analysis.error.message);
    if (analysis.value.faces.length === 0) return broken('no face was found in the sample photo');
    return { ms: performance.now() - start, check: null };
  } catch {
    return broken('the sample photo is missing');
  }
}
