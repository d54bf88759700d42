import { onnxOfFunction } from '../../../models/embed/open-network.ts';
import { MODELS } from '../../../models/embed/registry.ts';
import type { NetworkInUse } from '../../../models/experiments/in-engine.ts';
import { readImported, readWeights, WeightsError } from '../weights.ts';
import type { LessonNetwork } from './protocol.ts';

/** The file of the app's network, held to its hash; of one that came as a function, the file that it makes. Throws WeightsError. */
export async function networkInUse({ modelId, imported }: LessonNetwork, weightsDir: string): Promise<NetworkInUse> {
  if (imported !== undefined) return { record: imported.record, onnx: readImported(imported) };
  if (!MODELS.has(modelId)) throw new WeightsError('MODEL_MISSING', `There is no model "${modelId}".`);
  const record = MODELS.get(modelId);
  const load = (name: string): Uint8Array => readWeights(weightsDir, name);
  return { record, onnx: record.kind === 'onnx' ? load(record.weights) : await onnxOfFunction(record, load) };
}

/** Reads the same network once: one that came as a function takes seconds to be written as a file. */
export function networkReader(weightsDir: string): (network: LessonNetwork) => Promise<NetworkInUse> {
  let last: { readonly modelId: string; readonly read: Promise<NetworkInUse> } | null = null;
  return (network) => {
    const { modelId } = network;
    if (last?.modelId !== modelId) {
      const read = networkInUse(network, weightsDir);
      last = { modelId, read };
      // A file that was mended meanwhile is read again.
      read.catch(() => {
        last = null;
      });
    }
    return last.read;
  };
}
