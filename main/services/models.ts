import type { ModelRecord } from '../../models/embed/record.ts';
import { fail, ok } from '../contract/errors.ts';
import type { Handlers } from '../contract/index.ts';
import type { ModelSummary } from '../contract/models.ts';
import type { Core } from './core.ts';
import { cropFromBytes } from './stored-crop.ts';

/** Crops sent to the engine at once. */
const batch = 16;

export const summaryOf = (core: Core, record: ModelRecord, templates: number): ModelSummary => ({
  id: record.id,
  name: record.name ?? record.id,
  version: record.version,
  dimension: record.dimension,
  inputSize: record.inputSize,
  inUse: record.id === core.record().id,
  imported: record.imported !== undefined,
  hasThresholds: record.thresholds.verify.length > 0,
  sha256: record.sha256,
  licence: record.licence,
  provenance: record.provenance,
  trainingDataStated: record.trainingDataStated,
  templates,
  trained: null,
  isPrevious: false,
});

/**
 * No threshold is safe for an unknown network: at one false match in a thousand the two that come with the app ask for
 * 0.33 and 0.93, so that the first one's threshold would let everybody pass with the second.
 */
const noThresholds = (id: string): string =>
  `${id} has no thresholds yet, and networks differ too much to guess one. Measure them on photos of known people: threshold evaluate thresholds --model ${id} --root DIR --images LIST.tsv --json > table.json, then threshold models thresholds ${id} table.json.`;

export function modelHandlers(core: Core): Pick<Handlers, 'models.list' | 'models.use'> {
  return {
    'models.list': async () => {
      const counts = core.store.templates.countByModel();
      return ok({
        models: core.records.map((record) => summaryOf(core, record, counts.get(record.id) ?? 0)),
      });
    },

    'models.use': async ({ id }, context) => {
      const record = core.records.find((each) => each.id === id);
      if (record === undefined)
        return fail(
          'NOT_FOUND',
          `There is no model "${id}". Known: ${core.records.map((each) => each.id).join(', ')}.`,
        );
      if (record.thresholds.verify.length === 0) return fail('BAD_INPUT', noThresholds(id));
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
