import type { ModelRecord } from '../../models/embed/record.ts';
import { fail, type Outcome, ok } from '../contract/errors.ts';
import type { CallOutput } from '../contract/index.ts';
import type { ExportFormat } from '../engine/training/protocol.ts';
import { readImported, readWeights } from '../engine/weights.ts';
import type { Core } from './core.ts';
import { inTrial } from './imported-models/trial.ts';

/**
 * A model's network as files: its ONNX file as it is, held to its hash, or that file written as a TensorFlow.js model in an
 * engine process of its own. BAD_MODEL, in words, for a network that the format cannot hold.
 */
export async function exportModel(
  core: Core,
  record: ModelRecord,
  format: ExportFormat,
  signal: AbortSignal,
): Promise<Outcome<CallOutput<'models.export'>>> {
  if (record.kind !== 'onnx')
    return fail(
      'BAD_MODEL',
      `${record.id} comes with the app as weights for TensorFlow.js; there is nothing to export.`,
    );
  const imported = core.imported.find(record.id);
  const onnx = imported === undefined ? readWeights(core.weightsDir, record.weights) : readImported(imported);
  if (format === 'onnx') return ok({ files: [{ name: `${record.id}.onnx`, bytes: onnx }] });
  return inTrial(core, signal, async (engine) => {
    const written = await engine.exportTfjs({ onnx, record, format });
    return written.ok ? ok({ files: written.value }) : written;
  });
}
