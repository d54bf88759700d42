import type { PersonRef } from '../contract/faces.ts';
import type { ThresholdInUse } from '../contract/identification.ts';
import type { Core } from './core.ts';
import { presentIdentifyThreshold } from './thresholds.ts';

/** How many others are named. */
const named = 3;

/**
 * Whom a person is nearest to. Each template searches as a new picture would, since that is what the threshold is made for; the mean of
 * them all would score higher than any picture does.
 */
export async function closestPeople(
  core: Core,
  personId: string,
): Promise<{ people: (PersonRef & { score: number; alike: boolean })[]; threshold: ThresholdInUse }> {
  const gallery = core.gallery();
  const threshold = presentIdentifyThreshold(core);
  const scores = new Map<string, number>();
  const own = core.store.templates.ofPerson(personId).filter(({ modelId }) => modelId === core.record().id);
  for (const { vector } of own) {
    const exclude = new Set([personId]);
    // A search answers two people at a time.
    while (exclude.size <= named) {
      const { best, second } = await gallery.search(vector, { exclude });
      for (const hit of [best, second]) {
        if (hit === null) continue;
        exclude.add(hit.personId);
        scores.set(hit.personId, Math.max(hit.score, scores.get(hit.personId) ?? -1));
      }
      if (second === null) break;
    }
  }
  const people = [...scores]
    .sort(([, a], [, b]) => b - a)
    .slice(0, named)
    .flatMap(([id, score]) => {
      const other = core.store.people.find(id);
      return other === null ? [] : [{ id, name: other.name, score, alike: score >= threshold.value }];
    });
  return { people, threshold };
}
