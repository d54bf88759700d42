import type { ModelRecord } from '../../models/embed/record.ts';
import { fail, type Outcome, ok } from '../contract/errors.ts';
import type { CallOutput } from '../contract/index.ts';
import type { ExportFormat } from '../engine/training/protocol.ts';
import { readImported, readWeights } from '../engine/weights.ts';
import type { Core } from './core.ts';

/** A model's network as a file: its ONNX file as it is, held to its hash. BAD_MODEL for what there is no writer for. */
export function exportModel(
  core: Core,
  record: ModelRecord,
  format: ExportFormat,
): Outcome<CallOutput<'models.export'>> {
  if (format !== 'onnx')
    return fail(
      'BAD_MODEL',
      `Networks are written as ONNX only; ${format} is not supported. Export ${record.id} as onnx.`,
    );
  if (record.kind !== 'onnx')
    return fail(
      'BAD_MODEL',
      `${record.id} comes with the app as weights for TensorFlow.js; there is nothing to export.`,
    );
  const imported = core.imported.find(record.id);
  const bytes = imported === undefined ? readWeights(core.weightsDir, record.weights) : readImported(imported);
  return ok({ files: [{ name: `${record.id}.onnx`, bytes }] });
}
