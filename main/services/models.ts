import type { ModelRecord } from '../../models/embed/record.ts';
import { fail, type Outcome, ok } from '../contract/errors.ts';
import type { CallContext, CallOutput, Handlers } from '../contract/index.ts';
import type { ModelSummary } from '../contract/models.ts';
import type { TrainedCard } from '../contract/trained-card.ts';
import type { Core } from './core.ts';
import { exportModel } from './export-model.ts';
import { reEmbed } from './re-embed.ts';

/** A setting of the store's beside those that a person sets: which model served before. */
const previousModel = 'previousModelId';

/** Null where none did, or it was removed. */
function previousOf(core: Core): string | null {
  const id = core.store.settings.all()[previousModel];
  const known = core.records.some((record) => record.id === id);
  return typeof id === 'string' && known && id !== core.record().id ? id : null;
}

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
  trained: (record.trained as TrainedCard | undefined) ?? null,
  isPrevious: record.id === previousOf(core),
});

/**
 * No threshold is safe for an unknown network: at one false match in a thousand the two that come with the app ask for
 * 0.33 and 0.93, so that the first one's threshold would let everybody pass with the second.
 */
const noThresholds = (id: string): string =>
  `${id} has no thresholds yet, and networks differ too much to guess one. Measure them on photos of known people: threshold evaluate thresholds --model ${id} --root DIR --images LIST.tsv --json > table.json, then threshold models thresholds ${id} table.json.`;

export function modelHandlers(
  core: Core,
): Pick<Handlers, 'models.list' | 'models.use' | 'models.rollback' | 'models.export'> {
  let switching = false;

  const use = async (id: string, context: CallContext): Promise<Outcome<CallOutput<'models.use'>>> => {
    const record = core.records.find((each) => each.id === id);
    if (record === undefined)
      return fail('NOT_FOUND', `There is no model "${id}". Known: ${core.records.map((each) => each.id).join(', ')}.`);
    if (record.thresholds.verify.length === 0) return fail('BAD_INPUT', noThresholds(id));
    if (switching) return fail('BUSY', 'The model is being changed already. Wait for its end, or cancel it.');
    switching = true;
    try {
      const made = await reEmbed(core, id, context, () => {
        const before = core.record().id;
        core.store.settings.set({ modelId: id, ...(before === id ? {} : { [previousModel]: before }) });
        core.serveModel(record);
      });
      if (!made.ok) return made;
      core.emit('models.changed', {});
      const counts = core.store.templates.countByPerson(id);
      return ok({
        modelId: id,
        reembedded: made.value,
        needReenrolment: core.store.people
          .list()
          .filter((person) => !counts.has(person.id))
          .map((person) => person.name),
      });
    } finally {
      switching = false;
    }
  };

  return {
    'models.list': async () => {
      const counts = core.store.templates.countByModel();
      return ok({
        models: core.records.map((record) => summaryOf(core, record, counts.get(record.id) ?? 0)),
      });
    },

    'models.use': async ({ id }, context) => use(id, context),

    'models.rollback': async (_input, context) => {
      const before = previousOf(core);
      if (before === null) return fail('NOT_FOUND', 'No other model has served here before.');
      return use(before, context);
    },

    'models.export': async ({ id, format }) => {
      const record = core.records.find((each) => each.id === id);
      if (record === undefined)
        return fail(
          'NOT_FOUND',
          `There is no model "${id}". Known: ${core.records.map((each) => each.id).join(', ')}.`,
        );
      return exportModel(core, record, format);
    },
  };
}
