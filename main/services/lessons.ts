import type { Template } from '../../data/tables/templates.ts';
import { fail, type Outcome, ok } from '../contract/errors.ts';
import type { CallOutput, Handlers } from '../contract/index.ts';
import type { EngineFace } from '../engine/protocol.ts';
import type { Core } from './core.ts';
import { cropFromBytes } from './stored-crop.ts';

/** Of so many people at most a lesson gets templates: enough for any ranking it shows. */
const mostPeople = 200;

type Face = CallOutput<'lessons.face'>;

/** Faces and templates for the lessons. Nothing that comes in is kept, no event is written, nothing is looked up. */
export function lessonHandlers(core: Core): Pick<Handlers, 'lessons.face' | 'lessons.gallery'> {
  const ofModelInUse = (personId: string): Template[] =>
    core.store.templates.ofPerson(personId).filter(({ modelId }) => modelId === core.record().id);

  const ofPicture = async (image: Uint8Array, search: 'still' | 'frame'): Promise<Outcome<Face>> => {
    const analysis = await core.engine.analyse(core.record().id, image, { search });
    if (!analysis.ok) return analysis;
    const [largest] = [...analysis.value.faces].sort((a, b) => areaOf(b) - areaOf(a));
    if (largest === undefined)
      return fail('NO_FACE', 'No face was found. Use a photo in which the face is larger, lit and not turned away.');
    const { template, landmarks } = largest;
    const { modelId } = analysis.value;
    return ok({ modelId, template, landmarks: [...landmarks], picture: null, templateId: null });
  };

  const ofPerson = (personId: string): Outcome<Face> => {
    if (core.store.people.find(personId) === null)
      return fail('NOT_FOUND', 'There is no such person, or they were removed.');
    const [best] = ofModelInUse(personId)
      .filter(({ cropId }) => cropId !== null)
      .sort((a, b) => b.quality - a.quality);
    const stored = best === undefined ? null : core.store.templates.cropOf(best);
    if (best === undefined || stored === null)
      return fail(
        'NOT_ENROLLED',
        'The model in use has no picture of this person. Enrol them again, or choose another face.',
      );
    const { png, landmarks } = cropFromBytes(stored);
    return ok({
      modelId: best.modelId,
      template: best.vector,
      landmarks: [...landmarks],
      picture: png,
      templateId: best.id,
    });
  };

  return {
    'lessons.face': async (input) =>
      'personId' in input ? ofPerson(input.personId) : ofPicture(input.image, input.search),

    'lessons.gallery': async () => {
      const counts = core.store.templates.countByPerson(core.record().id);
      const people = core.store.people.list().filter(({ id }) => (counts.get(id) ?? 0) > 0);
      return ok({
        modelId: core.record().id,
        people: people.length,
        templates: people
          .slice(0, mostPeople)
          .flatMap(({ id: personId, name }) =>
            ofModelInUse(personId).map(({ id, vector }) => ({ id, personId, name, template: vector })),
          ),
      });
    },
  };
}

const areaOf = ({ box }: EngineFace): number => box.width * box.height;
