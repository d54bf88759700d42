import type { StoredEvent } from '../../data/tables/events.ts';
import type { NewLabel } from '../../data/tables/labels.ts';
import { fuseTemplates } from '../../models/metrics/template-fusion.ts';
import { fail, type Outcome, ok } from '../contract/errors.ts';
import type { CallInput, Handlers } from '../contract/index.ts';
import type { Core } from './core.ts';
import { removeTemplate } from './remove-template.ts';
import { cropBytes } from './stored-crop.ts';

type Said = CallInput<'events.say'>;

/** "Not this person" and "this is …": each is a judged comparison for calibration and, when asked, a template or a negative exemplar. */
export function feedbackHandlers(core: Core): Pick<Handlers, 'events.say' | 'events.takeBack'> {
  const changed = (seq: number, people: readonly string[]): void => {
    core.negatives.forget();
    core.emit('event', { seq });
    for (const id of people) core.emit('people.changed', { id });
  };

  const takeBack = (seq: number): Outcome<Record<string, never>> => {
    const labels = core.store.labels.ofEvents([seq]);
    for (const { personId, templateId } of labels) {
      if (templateId === null) continue;
      if (!core.store.templates.ofPerson(personId).some(({ id }) => id === templateId)) continue;
      const removed = removeTemplate(core, personId, templateId);
      if (!removed.ok) return removed;
    }
    core.store.labels.removeOfEvent(seq);
    changed(
      seq,
      labels.map(({ personId }) => personId),
    );
    return ok({});
  };

  const say = (seq: number, event: StoredEvent, { is, keep = 'nothing' }: Said): Outcome<Record<string, never>> => {
    // At a door somebody was recognised whether or not it opened for them.
    const accepted = event.decision === 'accepted' || event.kind === 'access' ? event.personId : null;
    const person = is === undefined ? null : core.store.people.find(is);
    if (is !== undefined && person === null) return fail('NOT_FOUND', 'There is no such person, or they were removed.');
    if (is === undefined && (accepted === null || core.store.people.find(accepted) === null))
      return fail('BAD_INPUT', 'Nobody was accepted there: say who it is instead.');
    const face = core.heldFaces.find(seq);
    if (keep !== 'nothing' && face === null)
      return fail(
        'NOT_FOUND',
        'The face of this event is no longer in memory: it is held for ten minutes. What you say can still be noted.',
      );
    if (keep === 'template' && (person === null || face?.portrait == null || face.modelId !== core.record().id))
      return fail('BAD_INPUT', 'No picture of this face can be enrolled. What you say can still be noted.');
    const before = takeBack(seq);
    if (!before.ok) return before;
    const common = { eventSeq: seq, modelId: event.modelId ?? '', templateId: null };
    const labels: (NewLabel & { negative?: Float32Array })[] = [];
    if (accepted !== null && accepted !== is && core.store.people.find(accepted) !== null)
      labels.push({
        ...common,
        personId: accepted,
        otherId: is ?? null,
        mated: false,
        score: event.score,
        ...(keep === 'negative' && face !== null ? { negative: face.vector } : {}),
      });
    if (person !== null) {
      // The score against the person as they were enrolled before this face joined them.
      const score = accepted === person.id ? event.score : scoreAgainst(core, person.id, event.modelId, face?.vector);
      const templateId =
        keep === 'template' && face?.portrait != null
          ? enrolFace(core, person.id, { ...face, portrait: face.portrait })
          : null;
      labels.push({ ...common, personId: person.id, otherId: null, mated: true, score, templateId });
    }
    core.store.labels.set(seq, labels);
    changed(
      seq,
      labels.map(({ personId }) => personId),
    );
    return ok({});
  };

  return {
    'events.say': async (said) => {
      const seq = Number(said.id);
      const event = core.store.events.list({ limit: 1, before: seq + 1 })[0];
      if (event?.seq !== seq) return fail('NOT_FOUND', 'There is no such event.');
      if (!['identify', 'access'].includes(event.kind) || event.decision === 'rejected')
        return fail('BAD_INPUT', 'Nobody was looked up there: there is nothing to correct.');
      return say(seq, event, said);
    },
    'events.takeBack': async ({ id }) => takeBack(Number(id)),
  };
}

/** As the gallery would have scored it; null without the face, or without templates of its model. */
function scoreAgainst(core: Core, personId: string, modelId: string | null, probe?: Float32Array): number | null {
  const own = core.store.templates.ofPerson(personId).filter((one) => one.modelId === modelId);
  if (probe === undefined || own.length === 0) return null;
  const mean = fuseTemplates(
    own.map(({ vector }) => vector),
    own.map(({ quality }) => quality),
  );
  return probe.reduce((sum, value, d) => sum + value * mean[d]!, 0);
}

function enrolFace(
  core: Core,
  personId: string,
  face: { modelId: string; vector: Float32Array; quality: number; portrait: Parameters<typeof cropBytes>[0] },
): string {
  const { modelId, vector, quality, portrait } = face;
  const { templates } = core.store.enrol({
    person: { id: personId },
    templates: [{ modelId, vector: vector.slice(), quality, origin: 'camera', crop: cropBytes(portrait) }],
  });
  core
    .gallery()
    .add(templates.map((one) => ({ templateId: one.id, personId, vector: one.vector, quality: one.quality })));
  return templates[0]!.id;
}
