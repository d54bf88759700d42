import { fail, ok } from '../contract/errors.ts';
import type { Handlers } from '../contract/index.ts';
import type { Core } from './core.ts';
import { cropFromBytes } from './stored-crop.ts';

/** Crops sent to the engine at once. */
const batch = 16;

export function modelHandlers(core: Core): Pick<Handlers, 'models.list' | 'models.use'> {
  return {
    'models.list': async () => {
      const counts = core.store.templates.countByModel();
      return ok({
        models: core.records.map((record) => ({
          id: record.id,
          version: record.version,
          dimension: record.dimension,
          inputSize: record.inputSize,
          inUse: record.id === core.record().id,
          sha256: record.sha256,
          licence: record.licence,
          provenance: record.provenance,
          trainingDataStated: record.trainingDataStated,
          templates: counts.get(record.id) ?? 0,
        })),
      });
    },

    'models.use': async ({ id }, context) => {
      const record = core.records.find((each) => each.id === id);
      if (record === undefined)
        return fail(
          'NOT_FOUND',
          `There is no model "${id}". Known: ${core.records.map((each) => each.id).join(', ')}.`,
        );
      const crops = core.store.templates.cropsWithout(id);
      const made: Parameters<typeof core.store.addTemplatesForCrops>[0][number][] = [];
      for (let from = 0; from < crops.length; from += batch) {
        if (context.signal.aborted) return fail('CANCELLED', 'Cancelled. The model in use has not changed.');
        const some = crops.slice(from, from + batch);
        const vectors = await core.engine.embed(
          id,
          some.map((crop) => cropFromBytes(core.store.templates.readCrop(crop))),
        );
        if (!vectors.ok) return vectors;
        for (const [index, crop] of some.entries())
          made.push({
            crop,
            template: { modelId: id, vector: vectors.value[index], quality: crop.quality, origin: crop.origin },
          });
        context.progress({ done: Math.min(from + batch, crops.length), total: crops.length });
      }
      if (context.signal.aborted) return fail('CANCELLED', 'Cancelled. The model in use has not changed.');
      // People may have been removed while the engine worked: their crops are gone, and so are their new templates.
      const present = new Set(core.store.people.list().map((person) => person.id));
      core.store.addTemplatesForCrops(made.filter(({ crop }) => present.has(crop.personId)));
      core.store.settings.set({ modelId: id });
      core.serveModel(record);
      const counts = core.store.templates.countByPerson(id);
      return ok({
        modelId: id,
        reembedded: made.length,
        needReenrolment: core.store.people
          .list()
          .filter((person) => !counts.has(person.id))
          .map((person) => person.name),
      });
    },
  };
}
