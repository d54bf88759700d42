import { type Described, fromMetadata, inputRecordOf, withoutGaps } from '../../../models/embed/describe-onnx.ts';
import type { ModelRecord } from '../../../models/embed/record.ts';
import { OnnxError } from '../../../models/runtime/onnx-error.ts';
import { readOnnx } from '../../../models/runtime/read-onnx.ts';
import { fail, type Outcome, ok } from '../../contract/errors.ts';
import { sha256Of } from '../../engine/weights.ts';

/** A record but for the dimension, which the trial tells, and thresholds, which nobody has measured yet. */
export function draftOf(onnx: Uint8Array, asked: string | undefined, said: Described): Outcome<ModelRecord> {
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
