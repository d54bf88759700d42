import { fail, type Outcome, ok } from '../contract/errors.ts';
import type { Core } from './core.ts';

/** One picture of a person and all templates made of it: from the store, durably, and from the gallery. */
export function removeTemplate(core: Core, personId: string, templateId: string): Outcome<Record<string, never>> {
  const person = core.store.people.find(personId);
  const all = person === null ? [] : core.store.templates.ofPerson(personId);
  const template = all.find(({ id }) => id === templateId);
  if (template === undefined) return fail('NOT_FOUND', 'There is no such picture, or it was removed.');
  const goes = ({ id, cropId }: { id: string; cropId: string | null }): boolean =>
    id === templateId || (cropId !== null && cropId === template.cropId);
  const recognised = (some: typeof all): number => some.filter(({ modelId }) => modelId === core.record().id).length;
  const rest = all.filter((one) => !goes(one));
  if (rest.length === 0 || (recognised(all) > 0 && recognised(rest) === 0))
    return fail(
      'LAST_TEMPLATE',
      'This is the last picture by which this person is recognised. Enrol another first, or remove the person.',
    );
  core.store.removeTemplate(template);
  for (const { id } of all.filter(goes)) core.gallery().removeTemplate(id);
  core.emit('people.changed', { id: personId });
  return ok({});
}
