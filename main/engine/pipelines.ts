import type { ModelRecord } from '../../models/embed/record.ts';
import { MODELS } from '../../models/embed/registry.ts';
import { loadNetworks } from '../../models/load-networks.ts';
import { createPipeline, type Pipeline } from '../../models/pipeline.ts';
import type { BackendChoice } from './backends/choose.ts';
import { readWeights, WeightsError } from './weights.ts';

/** Pipelines by model id, each opened at its first use. */
export function pipelineFactory(backend: BackendChoice, weightsDir: string): (modelId: string) => Promise<Pipeline> {
  const opened = new Map<string, Promise<Pipeline>>();
  return (modelId) => {
    const before = opened.get(modelId);
    if (before !== undefined) return before;
    const opening = open(modelId, backend, weightsDir);
    opened.set(modelId, opening);
    // A file that was mended meanwhile is read again at the next request.
    opening.catch(() => opened.delete(modelId));
    return opening;
  };
}

async function open(modelId: string, backend: BackendChoice, weightsDir: string): Promise<Pipeline> {
  if (!MODELS.has(modelId)) throw new WeightsError('MODEL_MISSING', `There is no model "${modelId}".`);
  const record: ModelRecord = MODELS.get(modelId);
  if (record.kind === 'onnx' && backend.onnx === undefined)
    throw new WeightsError(
      'MODEL_MISSING',
      `${modelId} is an ONNX file and no ONNX runtime loads here. Use dlib-resnet-128.`,
    );
  const networks = await loadNetworks(record, (name) => readWeights(weightsDir, name), backend);
  return createPipeline({ networks, record });
}
