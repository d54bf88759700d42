import type { Outcome } from '../contract/errors.ts';
import type { FaceDecision, ThresholdInUse } from '../contract/identification.ts';
import type { EngineAnalyseOptions, EngineAnalysis, EngineFace, PictureInput } from '../engine/protocol.ts';
import type { Core } from './core.ts';
import { decide } from './decide.ts';
import { presentIdentifyThreshold } from './thresholds.ts';

export interface LookedUp {
  readonly decisions: FaceDecision[];
  readonly threshold: ThresholdInUse;
  /** Milliseconds of the gallery search. */
  readonly search: number;
}

/** Faces with templates of the model that the gallery is of when this returns: a switch of the model in between has the picture analysed again. */
export async function analyseForGallery(
  core: Core,
  image: PictureInput,
  options: EngineAnalyseOptions,
): Promise<Outcome<EngineAnalysis>> {
  for (;;) {
    const analysis = await core.engine.analyse(core.record().id, image, options);
    if (!analysis.ok || analysis.value.modelId === core.gallery().modelId) return analysis;
  }
}

/** Every face of one picture looked up in the gallery and decided by the present threshold and margin. */
export async function lookUp(core: Core, faces: readonly EngineFace[]): Promise<LookedUp> {
  const gallery = core.gallery();
  const threshold = presentIdentifyThreshold(core);
  const start = performance.now();
  const answers = await Promise.all(faces.map((face) => gallery.search(face.template)));
  const search = performance.now() - start;
  const hits = answers.flatMap(({ best, second }) => [best, second].filter((hit) => hit !== null));
  const names = new Map(hits.map(({ personId }) => [personId, core.store.people.find(personId)?.name ?? '']));
  const decisions = decide(faces, answers, {
    threshold: threshold.value,
    minMargin: core.settings().minMargin,
    nameOf: (id) => names.get(id) ?? '',
    refuses: (id, probe, score) => core.negatives.refuses(gallery.modelId, id, probe, score),
  });
  return { decisions, threshold, search };
}
