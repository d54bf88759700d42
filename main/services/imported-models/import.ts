import type { Described } from '../../../models/embed/describe-onnx.ts';
import type { SelfTest } from '../../../models/embed/record.ts';
import { type NamedFile, readTfjs, TfjsModelError } from '../../../models/runtime/tfjs-files.ts';
import { fail, type Outcome, ok } from '../../contract/errors.ts';
import type { Handlers } from '../../contract/index.ts';
import type { Core } from '../core.ts';
import { summaryOf } from '../models.ts';
import { draftOf } from './draft.ts';
import { inTrial, type Trial } from './trial.ts';

export function importedModelHandlers(
  core: Core,
): Pick<Handlers, 'models.import' | 'models.thresholds' | 'models.remove'> {
  const changed = (): void => core.emit('models.changed', {});
  return {
    'models.import': ({ onnx, tfjs, id, ...said }, { signal, progress }) =>
      inTrial(core, signal, async (engine) => {
        const brought = onnx === undefined ? await converted(engine, tfjs ?? [], said, progress) : ok(onnx);
        if (!brought.ok) return brought;
        progress({ stage: 'read' });
        const draft = draftOf(brought.value, id, said);
        if (!draft.ok) return draft;
        const record = draft.value;
        if (core.records.some((each) => each.id === record.id))
          return fail('NAME_TAKEN', `This model is there already, as ${record.id}.`);
        let file: string;
        try {
          file = core.imported.stage(record.id, brought.value);
        } catch (error) {
          return notWritten(error);
        }
        try {
          progress({ stage: 'try' });
          const trial = await engine.tryModel({ record, file });
          if (!trial.ok) return trial;
          const { dimension, ...selfTest } = trial.value;
          const doubt = doubtOf(selfTest);
          if (doubt !== null) return fail('BAD_MODEL', doubt);
          const accepted = { ...record, dimension, imported: { at: new Date().toISOString(), selfTest } };
          core.imported.accept(accepted);
          changed();
          const { inputSize: size, layout, channelOrder: channels, mean, std } = accepted;
          return ok({ model: summaryOf(core, accepted, 0), input: { size, layout, channels, mean, std }, selfTest });
        } finally {
          core.imported.unstage(record.id);
        }
      }),

    'models.thresholds': async ({ id, measuredOn, verify }) => {
      const record = core.imported.find(id)?.record;
      if (!record) return notImported(core, id, 'has its thresholds from its makers');
      const calibrated = { ...record, thresholds: { measuredOn, verify } };
      core.imported.update(calibrated);
      if (core.record().id === id) core.serveModel(calibrated);
      changed();
      return ok({ model: summaryOf(core, calibrated, core.store.templates.countByModel().get(id) ?? 0) });
    },

    'models.remove': async ({ id }) => {
      if (!core.imported.find(id)) return notImported(core, id, 'came with the app and stays');
      if (core.record().id === id || core.settings().modelId === id)
        return fail(
          'BAD_INPUT',
          `${id} is in use. Choose another model first: threshold models use ${core.records[0]?.id}.`,
        );
      core.imported.remove(id);
      changed();
      return ok({ id });
    },
  };
}

/** Like an ONNX file, a model is first read by our own parser; what runs its topology is a process of its own. */
async function converted(
  engine: Trial,
  files: readonly NamedFile[],
  said: Described,
  progress: (value: unknown) => void,
): Promise<Outcome<Uint8Array>> {
  try {
    readTfjs(files);
  } catch (error) {
    if (error instanceof TfjsModelError) return fail('BAD_MODEL', error.message);
    throw error;
  }
  progress({ stage: 'convert' });
  return engine.convert({ files, said });
}

const notImported = (core: Core, id: string, why: string): Outcome<never> =>
  core.records.some((record) => record.id === id)
    ? fail('BAD_INPUT', `${id} ${why}.`)
    : fail('NOT_FOUND', `There is no model "${id}". Known: ${core.records.map((each) => each.id).join(', ')}.`);

export const notWritten = (error: unknown): Outcome<never> => {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOSPC' || code === 'EDQUOT') return fail('DISK_FULL', 'The disk is full: the model was not taken in.');
  if (code === 'EACCES' || code === 'EROFS') return fail('STORE_READ_ONLY', 'The data folder cannot be written to.');
  throw error;
};

/**
 * Why the self-test does not speak for a network of faces, or null. Scales differ between networks, so the rule compares
 * distances: the same face, altered, must be at most half as far away as the nearest other person.
 */
export function doubtOf({ same, different }: SelfTest): string | null {
  if (1 - same <= (1 - different) / 2) return null;
  return `The network does not tell the sample faces apart (the same face altered ${same.toFixed(3)}, another person ${different.toFixed(3)}): check layout, channels, mean, std and chip.`;
}
