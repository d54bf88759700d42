import type { NewTemplate } from '../../data/tables/templates.ts';
import { type CallError, type ErrorCode, fail, type Outcome, ok } from '../contract/errors.ts';
import type { Handlers } from '../contract/index.ts';
import type { Consent } from '../contract/people.ts';
import type { EngineFace } from '../engine/protocol.ts';
import { chooseFace, qualityProblem } from './choose-face.ts';
import type { Core } from './core.ts';
import { cropBytes } from './stored-crop.ts';
import { presentIdentifyThreshold } from './thresholds.ts';

/** Enrolment: pictures → faces → quality gate → templates → vault and SQLite → gallery. Nothing is retrained. */
export function enrolmentHandlers(core: Core): Pick<Handlers, 'enrol.fromImages'> {
  return {
    'enrol.fromImages': async (input, context) => {
      const { id: modelId } = core.record();
      const accepted: { face: EngineFace; template: NewTemplate }[] = [];
      const rejected: { index: number; code: ErrorCode; message: string; hints: string[] }[] = [];
      for (const [index, image] of input.images.entries()) {
        if (context.signal.aborted) return cancelled();
        const outcome = await usableFace(core, modelId, image, input);
        if (outcome.ok)
          accepted.push({ face: outcome.value, template: templateOf(modelId, outcome.value, input.origin) });
        else if (isAboutThePicture(outcome.error)) rejected.push(asRejected(index, outcome.error));
        else return outcome;
        context.progress({ done: index + 1, total: input.images.length });
      }
      if (accepted.length === 0) return nothingUsable(rejected);
      // A person who is being asked for consent may still say no: nothing was written so far.
      if (context.signal.aborted) return cancelled();
      const saved = await save(core, input, accepted);
      return saved.ok ? ok({ ...saved.value, rejected }) : saved;
    },
  };
}

interface EnrolInput {
  readonly name: string;
  readonly consent: Consent;
  readonly face?: number | undefined;
  readonly force?: boolean | undefined;
}

async function usableFace(
  core: Core,
  modelId: string,
  image: Uint8Array,
  input: EnrolInput,
): Promise<Outcome<EngineFace>> {
  const analysis = await core.engine.analyse(modelId, image, { search: 'still', portraits: true });
  if (!analysis.ok) return analysis;
  const face = chooseFace(analysis.value.faces, input.face);
  if (!face.ok || input.force === true) return face;
  const problem = qualityProblem(face.value);
  return problem === null ? face : { ok: false, error: problem };
}

async function save(core: Core, input: EnrolInput, accepted: readonly { face: EngineFace; template: NewTemplate }[]) {
  const start = performance.now();
  const looksLike = await nearestOthers(
    core,
    accepted.map(({ face }) => face.template),
    input.name,
  );
  // From here to the gallery nothing is awaited: templates never meet another model's.
  if (accepted.some(({ template }) => template.modelId !== core.gallery().modelId))
    return fail('BUSY', 'The model was changed while the pictures were looked at. Nobody was enrolled; try again.');
  const known = core.store.people.findByName(input.name);
  const consent = { ...input.consent, at: new Date().toISOString() };
  const { person, templates } = core.store.enrol({
    person: known === null ? { name: input.name, consent, expiresAt: termFrom(core) } : { id: known.id },
    templates: accepted.map(({ template }) => template),
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
    accepted: accepted.length,
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

const aboutThePicture: readonly ErrorCode[] = [
  'BAD_IMAGE',
  'UNSUPPORTED_IMAGE',
  'IMAGE_TOO_LARGE',
  'NO_FACE',
  'MULTIPLE_FACES',
  'LOW_QUALITY',
];
const isAboutThePicture = (error: CallError): boolean => aboutThePicture.includes(error.code);

const asRejected = (index: number, { code, message, details }: CallError) => ({
  index,
  code,
  message,
  hints: Array.isArray(details?.hints) ? details.hints.map(String) : [],
});

/** One picture: its own error. Several: the first one's code, all reasons listed. */
function nothingUsable(
  rejected: readonly { index: number; code: ErrorCode; message: string; hints: string[] }[],
): Outcome<never> {
  const [first, ...others] = rejected;
  const message =
    others.length === 0
      ? first.message
      : `None of the ${rejected.length} pictures can be used. The first: ${first.message}`;
  return fail(first.code, message, { rejected });
}

const cancelled = (): Outcome<never> => fail('CANCELLED', 'Cancelled. Nobody was enrolled.');
