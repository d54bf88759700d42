import type { FaceDecision } from '../contract/identification.ts';
import type { EngineFace } from '../engine/protocol.ts';

/** What the gallery says of one probe: the nearest person and the next one, by comparison score. */
export interface SearchAnswer {
  readonly best: { readonly personId: string; readonly score: number } | null;
  readonly second: { readonly personId: string; readonly score: number } | null;
}

export interface DecisionPolicy {
  readonly threshold: number;
  /** How far the nearest person must lead the next; 0 asks for no lead. */
  readonly minMargin: number;
  readonly nameOf: (personId: string) => string;
  /** Whether the probe is closer to a face that was said not to be this person than `score`. */
  readonly refuses?: (personId: string, probe: Float32Array, score: number) => boolean;
}

/**
 * The decision for every face of one picture. A face that fails the quality gate is `rejected`, not `unknown`: nothing was
 * shown about it. One identity appears once a picture: of two faces that claim it, the closer keeps it.
 */
export function decide(
  faces: readonly EngineFace[],
  answers: readonly SearchAnswer[],
  policy: DecisionPolicy,
): FaceDecision[] {
  const decisions = faces.map((face, index) => decideOne(face, answers[index], policy));
  const holder = new Map<string, number>();
  decisions.forEach((decision, index) => {
    if (decision.person === null || decision.decision !== 'accepted') return;
    const held = holder.get(decision.person.id);
    if (held === undefined) {
      holder.set(decision.person.id, index);
      return;
    }
    const [keeps, yields] = (decisions[held].score ?? -1) >= (decision.score ?? -1) ? [held, index] : [index, held];
    holder.set(decision.person.id, keeps);
    decisions[yields] = { ...decisions[yields], decision: 'unknown', person: null, why: 'ALREADY_IN_FRAME' };
  });
  return decisions;
}

function decideOne(face: EngineFace, { best, second }: SearchAnswer, policy: DecisionPolicy): FaceDecision {
  const margin = best !== null && second !== null ? best.score - second.score : null;
  const said: Omit<FaceDecision, 'decision' | 'person' | 'why'> = {
    box: face.box,
    landmarks: [...face.landmarks],
    detection: face.detection,
    quality: { ...face.quality, measures: [...face.quality.measures] },
    score: best?.score ?? null,
    threshold: policy.threshold,
    runnerUp: second === null ? null : { name: policy.nameOf(second.personId), score: second.score },
    margin,
  };
  const not = (decision: 'unknown' | 'rejected', why: FaceDecision['why']): FaceDecision => ({
    ...said,
    decision,
    person: null,
    why,
  });
  if (!face.quality.acceptable) return not('rejected', 'LOW_QUALITY');
  if (best === null) return not('unknown', 'GALLERY_EMPTY');
  if (best.score < policy.threshold) return not('unknown', 'BELOW_THRESHOLD');
  if (margin !== null && margin < policy.minMargin) return not('unknown', 'LOW_MARGIN');
  if (policy.refuses?.(best.personId, face.template, best.score) === true) return not('unknown', 'NEGATIVE_EXEMPLAR');
  const person = { id: best.personId, name: policy.nameOf(best.personId) };
  return { ...said, decision: 'accepted', person, why: 'ACCEPTED' };
}
