import type { ModelRecord } from '../../models/embed/record.ts';
import { MODELS } from '../../models/embed/registry.ts';
import { loadNetworks, type PipelineNetworks } from '../../models/load-networks.ts';
import { createPipeline, type Pipeline } from '../../models/pipeline.ts';
import type { BackendChoice } from './backends/choose.ts';
import type { ImportedModel } from './protocol.ts';
import { readImported, readWeights, WeightsError } from './weights.ts';

/** Pipelines by model id, each opened at its first use. */
export function pipelineFactory(
  backend: BackendChoice,
  weightsDir: string,
): (modelId: string, imported?: ImportedModel) => Promise<Pipeline> {
  const opened = new Map<string, Promise<Pipeline>>();
  return (modelId, imported) => {
    const before = opened.get(modelId);
    if (before !== undefined) return before;
    const opening = open(modelId, imported, backend, weightsDir);
    opened.set(modelId, opening);
    // A file that was mended meanwhile is read again at the next request.
    opening.catch(() => opened.delete(modelId));
    return opening;
  };
}

async function open(
  modelId: string,
  imported: ImportedModel | undefined,
  backend: BackendChoice,
  weightsDir: string,
): Promise<Pipeline> {
  if (!imported && !MODELS.has(modelId)) throw new WeightsError('MODEL_MISSING', `There is no model "${modelId}".`);
  const record = imported?.record ?? MODELS.get(modelId);
  return createPipeline({ networks: await openNetworks(record, imported, backend, weightsDir), record });
}

/** Opens what a record's pipeline needs, every file held to its hash. Throws WeightsError. */
export async function openNetworks(
  record: ModelRecord,
  imported: ImportedModel | undefined,
  backend: BackendChoice,
  weightsDir: string,
): Promise<PipelineNetworks> {
  if (record.kind === 'onnx' && backend.onnx === undefined)
    throw new WeightsError(
      'MODEL_MISSING',
      `${record.id} is an ONNX file and no ONNX runtime loads here. Use dlib-resnet-128.`,
    );
  const load = (name: string): Uint8Array =>
    imported && name === record.weights ? readImported(imported) : readWeights(weightsDir, name);
  return loadNetworks(record, load, backend);
}
