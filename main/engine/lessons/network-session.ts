import type { LayerTimes } from '../../../models/inspect/run/time-layers.ts';
import { openWatched, shown, type WatchedNetwork } from '../../../models/inspect/run/watched-network.ts';
import { OnnxError } from '../../../models/runtime/onnx-error.ts';
import { sentence } from '../../../models/runtime/sentence.ts';
import { TfjsModelError } from '../../../models/runtime/tfjs-files.ts';
import type { EagerExecutor, Executor } from '../../../models/runtime/types.ts';
import { WeightsError } from '../weights.ts';
import type { NetworkAnswer, NetworkTask } from './network-protocol.ts';

/** A network that somebody looks into: one at a time, held until another is opened or the process ends. */
export function createNetworkSession(executor: () => Promise<Executor | EagerExecutor>) {
  let open: WatchedNetwork | null = null;
  const opened = (): WatchedNetwork => {
    if (open === null) throw new WeightsError('BAD_MODEL', 'No network is open.');
    return open;
  };
  const perform = async (
    task: NetworkTask,
    tell: (step: { done: number; total: number }) => void,
  ): Promise<NetworkAnswer> => {
    if (task.do === 'open') {
      const before = open;
      open = null;
      await before?.release();
      open = await openWatched(task.files, task.side, await executor());
      return { did: 'open', inputs: open.inputs, values: open.runnable.values };
    }
    const { picture, scale } = task;
    if (task.do === 'run')
      return { did: 'run', ...shown(opened(), await opened().run(picture, scale), task.chosen, task.tiled) };
    const steps = opened().time(picture, scale, task.runs);
    for (;;) {
      const { done, value } = await steps.next();
      if (done === true) return { did: 'time', ...(value as LayerTimes) };
      tell(value);
      await new Promise(setImmediate);
    }
  };
  /** Whatever a brought file does to the runtime is said in a sentence: it is the file's fault, not the program's. */
  return async (task: NetworkTask, tell: (step: { done: number; total: number }) => void): Promise<NetworkAnswer> => {
    try {
      return await perform(task, tell);
    } catch (error) {
      if (error instanceof WeightsError) throw error;
      const known = error instanceof OnnxError || error instanceof TfjsModelError || error instanceof RangeError;
      throw new WeightsError(
        'BAD_MODEL',
        known ? (error as Error).message : `The runtime refuses this network: ${sentence(error)}.`,
      );
    }
  };
}
