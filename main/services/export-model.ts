import type { ModelRecord } from '../../models/embed/record.ts';
import { type Outcome, ok } from '../contract/errors.ts';
import type { CallOutput } from '../contract/index.ts';
import type { ExportFormat } from '../engine/training/protocol.ts';
import { readImported, readWeights } from '../engine/weights.ts';
import type { Core } from './core.ts';
import { inTrial } from './imported-models/trial.ts';

/**
 * A model's network as files: its ONNX file as it is, held to its hash; or written in an engine process of its own, as a
 * TensorFlow.js model, or where there is no ONNX file yet. BAD_MODEL, in words, for a network that the format cannot hold.
 */
export async function exportModel(
  core: Core,
  record: ModelRecord,
  format: ExportFormat,
  signal: AbortSignal,
): Promise<Outcome<CallOutput<'models.export'>>> {
  const onnx = record.kind === 'onnx' ? onnxFileOf(core, record) : null;
  if (format === 'onnx' && onnx !== null) return ok({ files: [{ name: `${record.id}.onnx`, bytes: onnx }] });
  return inTrial(core, signal, async (engine) => {
    const written = await engine.exportNetwork({ onnx, record, format });
    return written.ok ? ok({ files: written.value }) : written;
  });
}

function onnxFileOf(core: Core, record: ModelRecord): Uint8Array {
  const imported = core.imported.find(record.id);
  return imported === undefined ? readWeights(core.weightsDir, record.weights) : readImported(imported);
}
