import type { HintNetworks } from '../../models/liveness/pixel-cues.ts';
import { openHints } from '../../models/load-networks.ts';
import type { BackendChoice } from './backends/choose.ts';
import { readWeights, WeightsError } from './weights.ts';

/** Opens the two anti-spoofing networks. One whose file is missing or changed is left out: it is a hint, and no reason to stop. */
export async function openHintNetworks(backend: BackendChoice, weightsDir: string): Promise<HintNetworks> {
  const open = async (name: 'antispoof' | 'liveness') => {
    try {
      return await openHints(name, (file) => readWeights(weightsDir, file), backend);
    } catch (error) {
      if (error instanceof WeightsError) return undefined;
      throw error;
    }
  };
  return { antispoof: await open('antispoof'), liveness: await open('liveness') };
}
