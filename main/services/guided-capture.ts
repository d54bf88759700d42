import { fail, type Outcome, ok } from '../contract/errors.ts';
import type { Handlers } from '../contract/index.ts';
import { chooseFace, qualityProblem } from './choose-face.ts';
import type { Core } from './core.ts';
import { enrolFaces } from './enrol-faces.ts';
import { type AnalysedShot, type HeldShots, wipe } from './held-shots.ts';

/** The guided capture: each picture is analysed as it is taken and held in memory, so that the end is an insert. The camera's frames rest meanwhile. */
export function guidedCaptureHandlers(
  core: Core,
  held: HeldShots,
): Pick<Handlers, 'enrol.holdShot' | 'enrol.dropShots' | 'enrol.fromShots'> {
  return {
    'enrol.holdShot': async ({ capture, shot, image }, context) => {
      const analysis = core.precedence.run(() => analysed(core, image));
      held.hold(capture, shot, analysis);
      const outcome = await analysis;
      if (!outcome.ok || context.signal.aborted) held.drop(capture, shot);
      return outcome.ok ? ok({}) : outcome;
    },

    'enrol.dropShots': async ({ capture, shots }) => {
      if (shots === undefined) held.dropAll(capture);
      for (const shot of shots ?? []) held.drop(capture, shot);
      return ok({});
    },

    'enrol.fromShots': ({ capture, shots, name, consent }, { who }) =>
      core.precedence.run(async () => {
        const taken = await held.take(capture, shots);
        try {
          const { modelId } = core.gallery();
          const missing = shots.filter((_, k) => taken[k]?.modelId !== modelId);
          if (missing.length > 0)
            return fail(
              'NOT_FOUND',
              `${missing.length} of ${shots.length} pictures are no longer held: they were forgotten after a while, or another model is in use since. Nobody was enrolled; send the pictures with enrol.fromImages.`,
              { missing },
            );
          const faces = taken.flatMap((shot) => (shot === null ? [] : [shot.face]));
          const enrolled = await enrolFaces(core, { name, consent, origin: 'camera', modelId, faces, who });
          return enrolled.ok ? ok({ ...enrolled.value, rejected: [] }) : enrolled;
        } finally {
          for (const shot of taken) if (shot !== null) wipe(shot);
        }
      }),
  };
}

/** The picture is cut around one face that the Desk sees, so one look finds it; only where it does not, the patient search looks too. */
async function analysed(core: Core, image: Uint8Array): Promise<Outcome<AnalysedShot>> {
  const { id: modelId } = core.record();
  for (const search of ['frame', 'still'] as const) {
    const analysis = await core.engine.analyse(modelId, image, { search, portraits: true });
    if (!analysis.ok) return analysis;
    if (analysis.value.faces.length === 0 && search === 'frame') continue;
    const face = chooseFace(analysis.value.faces, undefined);
    if (!face.ok) return face;
    const problem = qualityProblem(face.value);
    return problem === null ? ok({ modelId, face: face.value }) : { ok: false, error: problem };
  }
  throw new Error('the patient search always answers');
}
