import { type Described, fromMetadata, inputRecordOf, withoutGaps } from '../../../models/embed/describe-onnx.ts';
import type { ModelRecord, SelfTest } from '../../../models/embed/record.ts';
import { OnnxError } from '../../../models/runtime/onnx-error.ts';
import { readOnnx } from '../../../models/runtime/read-onnx.ts';
import { fail, type Outcome, ok } from '../../contract/errors.ts';
import type { Handlers } from '../../contract/index.ts';
import type { EngineTrial } from '../../engine/protocol.ts';
import { sha256Of } from '../../engine/weights.ts';
import type { Core } from '../core.ts';
import { summaryOf } from '../models.ts';

/** Longer than any network takes for six faces; what is not done by then hangs. */
const trialLimit = 180_000;

export function importedModelHandlers(
  core: Core,
): Pick<Handlers, 'models.import' | 'models.thresholds' | 'models.remove'> {
  const changed = (): void => core.emit('models.changed', {});
  return {
    'models.import': async ({ onnx, id, ...said }, context) => {
      const draft = draftOf(onnx, id, said);
      if (!draft.ok) return draft;
      const record = draft.value;
      if (core.records.some((each) => each.id === record.id))
        return fail('NAME_TAKEN', `This model is there already, as ${record.id}.`);
      let file: string;
      try {
        file = core.imported.stage(record.id, onnx);
      } catch (error) {
        return notWritten(error);
      }
      try {
        const trial = await tried(core, { record, file }, context.signal);
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
    },

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

/** A record but for the dimension, which the trial tells, and thresholds, which nobody has measured yet. */
function draftOf(onnx: Uint8Array, asked: string | undefined, said: Described): Outcome<ModelRecord> {
  try {
    const file = readOnnx(onnx);
    const input = inputRecordOf(file, said);
    const {
      name = 'imported',
      licence = 'not stated',
      provenance,
    } = { ...fromMetadata(file.metadata), ...withoutGaps(said) };
    const sha256 = sha256Of(onnx);
    const fingerprint = sha256Of(new TextEncoder().encode(JSON.stringify([sha256, input]))).slice(0, 8);
    const id = `${asked ?? (slug(name) || 'imported')}-${fingerprint}`;
    const origin = provenance ?? 'Imported by the user, who did not say where it is from or what it was trained on.';
    return ok({
      id,
      name,
      version: fingerprint,
      sha256,
      kind: 'onnx',
      weights: `imported/${id}.onnx`,
      dimension: 0,
      ...input,
      thresholds: { measuredOn: 'not measured', verify: [] },
      licence,
      // Whatever its file says of itself, nobody here can vouch for it.
      trainingDataStated: false,
      provenance: { en: origin, zh: provenance ?? '由用户导入，未说明来源和训练数据。' },
    });
  } catch (error) {
    if (error instanceof OnnxError) return fail('BAD_MODEL', error.message);
    throw error;
  }
}

/** A name as the beginning of an id. */
export const slug = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40);

/** In a process of its own: a file that crashes or hangs the native library takes nobody's frames with it. */
export async function tried(
  core: Core,
  model: { record: ModelRecord; file: string },
  signal: AbortSignal,
): Promise<Outcome<EngineTrial>> {
  const engine = core.startTrial();
  const stop = (): void => engine.close();
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    stop();
  }, trialLimit);
  signal.addEventListener('abort', stop);
  try {
    const outcome = await engine.tryModel(model);
    if (outcome.ok || outcome.error.code !== 'ENGINE_CRASHED') return outcome;
    if (signal.aborted) return fail('CANCELLED', 'Cancelled. The model was not taken in.');
    if (late)
      return fail('BAD_MODEL', 'The network took longer than three minutes for six faces; it was not taken in.');
    return fail('BAD_MODEL', 'The file crashed the ONNX runtime, in a process of its own; it was not taken in.');
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
    stop();
  }
}

/**
 * Why the self-test does not speak for a network of faces, or null. Scales differ between networks, so the rule compares
 * distances: the same face, altered, must be at most half as far away as the nearest other person.
 */
export function doubtOf({ same, different }: SelfTest): string | null {
  if (1 - same <= (1 - different) / 2) return null;
  return `The network does not tell the sample faces apart (the same face altered ${same.toFixed(3)}, another person ${different.toFixed(3)}): check layout, channels, mean, std and chip.`;
}
