import type { NewTemplate } from '../../data/tables/templates.ts';
import { type Actor, nameOf } from '../contract/actor.ts';
import { fail, ok } from '../contract/errors.ts';
import type { Consent } from '../contract/people.ts';
import type { EngineFace } from '../engine/protocol.ts';
import type { Core } from './core.ts';
import { cropBytes } from './stored-crop.ts';
import { presentIdentifyThreshold } from './thresholds.ts';

interface NewFaces {
  readonly name: string;
  readonly consent: Consent;
  readonly origin: string;
  /** By which the faces were embedded. */
  readonly modelId: string;
  readonly faces: readonly EngineFace[];
  /** Who is signed in recorded the consent, whatever was sent. */
  readonly who: Actor;
}

/**
 * Analysed faces under a name: vault, SQLite and gallery; searchable when it resolves. The person of this exact name gets them, or a new one.
 * Nothing here grows with the people enrolled but the search for look-alikes. BUSY when the model was changed meanwhile: nobody is enrolled then.
 */
export async function enrolFaces(core: Core, { name, consent: given, origin, modelId, faces, who }: NewFaces) {
  const start = performance.now();
  const probes = faces.map(({ template }) => template);
  const looksLike = await nearestOthers(core, probes, name);
  // From here to the gallery nothing is awaited: templates never meet another model's.
  if (modelId !== core.gallery().modelId)
    return fail('BUSY', 'The model was changed while the pictures were looked at. Nobody was enrolled; try again.');
  const known = core.store.people.findByName(name);
  const consent = { ...given, by: nameOf(who) ?? given.by, at: new Date().toISOString() };
  const { person, templates } = core.store.enrol({
    person: known === null ? { name, consent, expiresAt: termFrom(core) } : { id: known.id },
    templates: faces.map((face) => templateOf(modelId, face, origin)),
  });
  core
    .gallery()
    .add(templates.map(({ id, personId, vector, quality }) => ({ templateId: id, personId, vector, quality })));
  const msToSearchable = performance.now() - start;
  core.store.events.append({
    at: new Date().toISOString(),
    kind: 'enrol',
    decision: 'enrolled',
    personId: person.id,
    score: null,
    threshold: null,
    runnerUpScore: null,
    modelId: core.record().id,
  });
  core.emit('people.changed', { id: person.id });
  return ok({
    person: { id: person.id, name: person.name },
    accepted: faces.length,
    templateIds: templates.map(({ id }) => id),
    looksLike,
    msToSearchable,
  });
}

/** When the term of somebody ends who is enrolled now. */
function termFrom(core: Core): string | null {
  const { personDays } = core.settings();
  return personDays === 0 ? null : new Date(Date.now() + personDays * 86_400_000).toISOString();
}

/** Others in the gallery who would be taken for the newcomer: the same person under two names, or a look-alike who was not kept apart. */
async function nearestOthers(core: Core, probes: readonly Float32Array[], name: string) {
  const gallery = core.gallery();
  const { value: threshold } = presentIdentifyThreshold(core);
  const known = core.store.people.findByName(name)?.id;
  const exclude = new Set(known === undefined ? [] : [known]);
  const found = new Map<string, number>();
  for (const probe of probes) {
    const { best } = await gallery.search(probe, { exclude });
    if (best !== null && best.score >= threshold)
      found.set(best.personId, Math.max(best.score, found.get(best.personId) ?? -1));
  }
  return [...found]
    .map(([id, score]) => ({ id, name: core.store.people.find(id)?.name ?? '', score }))
    .filter(({ id, name }) => name !== '' && (known === undefined || !core.store.keptApart.has(known, id)));
}

function templateOf(modelId: string, face: EngineFace, origin: string): NewTemplate {
  return {
    modelId,
    vector: face.template,
    quality: face.quality.overall,
    origin,
    crop: face.portrait === undefined ? null : cropBytes(face.portrait),
  };
}
