import type { NetworkChoice } from '../../../models/embed/networks/choice.ts';
import { describeNetwork } from '../../../models/embed/networks/network.ts';
import { initialVector, packingOf, unpackedHost } from '../../../models/embed/networks/packed-weights.ts';
import type { EagerExecutor, Executor } from '../../../models/runtime/types.ts';
import { openTrained } from './embed-pictures.ts';

const pictures = 16;
const rounds = 4;

/** Milliseconds to embed a picture, of a batch of 16: the quickest of some rounds, since other work can only slow it down. */
export async function measureSpeed(choice: NetworkChoice, executor: Executor | EagerExecutor): Promise<number> {
  const packing = packingOf(describeNetwork(choice).weights);
  // Any weights will do: they do not change the time.
  const network = await openTrained(choice, unpackedHost(initialVector(packing, 1), packing), executor);
  try {
    const picture = new Uint8Array(choice.inputSize * choice.inputSize * 3).fill(128);
    const batch = Array.from({ length: pictures }, () => picture);
    const times: number[] = [];
    for (let round = 0; round <= rounds; round++) {
      const start = performance.now();
      await network.embed(batch);
      times.push(performance.now() - start);
    }
    // The first round includes what the runtime does once.
    return Math.min(...times.slice(1)) / pictures;
  } finally {
    await network.release();
  }
}
