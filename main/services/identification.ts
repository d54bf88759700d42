import { ok } from '../contract/errors.ts';
import type { Handlers } from '../contract/index.ts';
import { chooseFace } from './choose-face.ts';
import type { Core } from './core.ts';
import { analyseForGallery, lookUp } from './look-up.ts';
import { recordDecisions } from './record-decisions.ts';
import { presentIdentifyThreshold, presentVerifyThreshold } from './thresholds.ts';

/** Identify (1:N, open set) and verify (1:1). */
export function identificationHandlers(
  core: Core,
): Pick<Handlers, 'identify.image' | 'identify.thresholds' | 'verify.images'> {
  return {
    'identify.image': async (input) => {
      const analysis = await analyseForGallery(core, input.image, { search: input.search, portraits: input.record });
      if (!analysis.ok) return analysis;
      const { faces, width, height, modelId, ms } = analysis.value;
      const { decisions, threshold, search } = await lookUp(core, faces);
      if (input.record) recordDecisions(core, decisions, faces, threshold);
      return ok({
        width,
        height,
        faces: decisions,
        ms: { ...ms, search, total: ms.total + search },
        threshold,
        strangersAccepted: threshold.sentence,
        modelId,
      });
    },

    'identify.thresholds': async (targets) => {
      const settings = { ...core.settings(), ...targets };
      return ok({
        identify: presentIdentifyThreshold(core, settings),
        verify: presentVerifyThreshold(core, settings),
      });
    },

    'verify.images': async (input) => {
      const [a, b] = await Promise.all(
        [input.a, input.b].map((image) => core.engine.analyse(core.record().id, image, { search: 'still' })),
      );
      if (!a.ok) return a;
      if (!b.ok) return b;
      const first = chooseFace(a.value.faces, input.faceA);
      if (!first.ok) return first;
      const second = chooseFace(b.value.faces, input.faceB);
      if (!second.ok) return second;
      const score = cosine(first.value.template, second.value.template);
      const threshold = presentVerifyThreshold(core);
      const accepted = score >= threshold.value;
      const { seq } = core.store.events.append({
        at: new Date().toISOString(),
        kind: 'verify',
        decision: accepted ? 'accepted' : 'rejected',
        personId: null,
        score,
        threshold: threshold.value,
        runnerUpScore: null,
        modelId: core.record().id,
        fmr: threshold.fmr,
        calibrated: threshold.calibrated,
      });
      core.emit('event', { seq });
      const qualities = [first.value, second.value].map(({ quality }) => ({
        ...quality,
        measures: [...quality.measures],
      }));
      return ok({ score, accepted, threshold, modelId: core.record().id, qualities });
    },
  };
}

/** Templates are L2-normalised, so the dot product is the cosine similarity. */
function cosine(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}
