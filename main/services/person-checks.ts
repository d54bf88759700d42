import type { Template } from '../../data/tables/templates.ts';
import { fuseTemplates } from '../../models/metrics/template-fusion.ts';
import type { PersonFindings } from '../contract/people.ts';
import type { Core } from './core.ts';
import { presentIdentifyThreshold } from './thresholds.ts';

/** Every measure of the quality gate stands at ½ at its limit: below it somebody enrolled the picture against its advice. */
export const lowQuality = 0.5;

/** Of whose templates at least this share must meet the other, both ways, to ask whether they are one person. */
const duplicateShare = 0.5;

/** Searches done before other work gets its turn. */
const searchesAtOnce = 8;

interface Met {
  readonly count: number;
  readonly score: number;
  readonly templateId: string;
}

/**
 * What is worth a look in the gallery of the model in use, by the present identification threshold: people who could be taken for each
 * other, who may be one person under two names, and weak templates. Each template searches as a new picture would, without its person.
 */
export async function personChecks(core: Core, only: readonly string[] | null): Promise<PersonFindings[]> {
  const threshold = presentIdentifyThreshold(core).value;
  const all = Map.groupBy(core.store.templates.ofModel(core.record().id), ({ personId }) => personId);
  const names = new Map(core.store.people.list().map(({ id, name }) => [id, name]));
  const met = new Map<string, ReadonlyMap<string, Met>>();
  const searches = new Turns(searchesAtOnce);

  const reach = async (personId: string): Promise<ReadonlyMap<string, Met>> => {
    const known = met.get(personId);
    if (known !== undefined) return known;
    const others = new Map<string, Met>();
    for (const { id, vector } of all.get(personId) ?? []) {
      await searches.next();
      const { best, second } = await core.gallery().search(vector, { exclude: new Set([personId]) });
      for (const hit of [best, second]) {
        if (hit === null || hit.score < threshold) continue;
        const before = others.get(hit.personId);
        const closer = before === undefined || hit.score > before.score ? { score: hit.score, templateId: id } : before;
        others.set(hit.personId, { ...closer, count: (before?.count ?? 0) + 1 });
      }
    }
    met.set(personId, others);
    return others;
  };
  const share = (personId: string, found: Met | undefined): number =>
    (found?.count ?? 0) / Math.max(1, all.get(personId)?.length ?? 0);

  const findings: PersonFindings[] = [];
  for (const id of only ?? all.keys()) {
    const own = all.get(id);
    const name = names.get(id);
    if (own === undefined || name === undefined) continue;
    const people: PersonFindings['people'] = [];
    for (const [otherId, found] of await reach(id)) {
      const other = names.get(otherId);
      if (other === undefined || core.store.keptApart.has(id, otherId)) continue;
      const back = (await reach(otherId)).get(id);
      const duplicate = share(id, found) >= duplicateShare && share(otherId, back) >= duplicateShare;
      people.push({
        id: otherId,
        name: other,
        score: Math.max(found.score, back?.score ?? -1),
        templateId: found.templateId,
        kind: duplicate ? 'duplicate' : 'alike',
      });
    }
    const weak = weakTemplates(own, threshold);
    if (people.length > 0 || weak.length > 0)
      findings.push({ id, name, people: people.sort((a, b) => b.score - a.score), weak });
  }
  return findings;
}

/** Templates of poor pictures, and those that the person's own others would not recognise. */
export function weakTemplates(
  own: readonly Pick<Template, 'id' | 'vector' | 'quality'>[],
  threshold: number,
): PersonFindings['weak'] {
  return own.flatMap((template): PersonFindings['weak'] => {
    const others = own.filter((one) => one !== template);
    if (others.length > 0) {
      const mean = fuseTemplates(
        others.map(({ vector }) => vector),
        others.map(({ quality }) => quality),
      );
      const score = template.vector.reduce((sum, value, d) => sum + value * mean[d]!, 0);
      if (score < threshold) return [{ templateId: template.id, why: 'far', value: score, limit: threshold }];
    }
    return template.quality < lowQuality
      ? [{ templateId: template.id, why: 'quality', value: template.quality, limit: lowQuality }]
      : [];
  });
}

/** Lets the event loop turn after every so many calls: a search of a small gallery answers without leaving it. */
class Turns {
  readonly #every: number;
  #done = 0;

  constructor(every: number) {
    this.#every = every;
  }

  async next(): Promise<void> {
    if (++this.#done % this.#every === 0) await new Promise(setImmediate);
  }
}
