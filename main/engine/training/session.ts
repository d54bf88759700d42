import { describeNetwork } from '../../../models/embed/networks/network.ts';
import { DEFAULT_MODEL } from '../../../models/embed/registry.ts';
import type { Pipeline } from '../../../models/pipeline.ts';
import { augmentedPictures } from '../../../models/train/batches.ts';
import type { BackendChoice } from '../backends/choose.ts';
import { lowerPriority } from '../lower-priority.ts';
import { createDrawPool } from './draw-pool.ts';
import { encodeJpeg } from './encode-jpeg.ts';
import { exportNetwork } from './export-network.ts';
import { createFinisher } from './finish.ts';
import { measureSpeed } from './measure-speed.ts';
import { makePictures } from './picture-maker.ts';
import type { TrainingAnswer, TrainingCommand, TrainingEvent, TrainingTask } from './protocol.ts';
import { createTraining } from './training.ts';

export interface TrainingSession {
  perform(task: TrainingTask, tell: (event: TrainingEvent) => void): Promise<TrainingAnswer>;
  /** Heeded between two steps. */
  command(command: TrainingCommand): void;
}

export interface SessionParts {
  readonly backend: Promise<BackendChoice>;
  readonly pipeline: (modelId: string) => Promise<Pipeline>;
  readonly loadWeights: (name: string) => Uint8Array;
}

/** All that an engine process does about training. It keeps chips in memory alone, and only as long as it lives. */
export function createTrainingSession({ backend, pipeline, loadWeights }: SessionParts): TrainingSession {
  const pool = createDrawPool();
  /** Chips by the number that the host gave them: RGB, size² · 3 bytes. */
  const kept = new Map<number, Uint8Array>();
  const training = createTraining({ backend, kept, loadWeights });
  const finish = createFinisher({ backend, pool, pipeline, training });
  const perform = async (task: TrainingTask, tell: (event: TrainingEvent) => void): Promise<TrainingAnswer> => {
    lowerPriority();
    switch (task.do) {
      case 'pictures': {
        const { network, orders, keep, jpeg } = task;
        const made = await makePictures(orders, network, pool, () => pipeline(DEFAULT_MODEL));
        const results = await Promise.all(
          made.map(async (one, i) => {
            if (!one.ok) return one;
            if (keep !== undefined) kept.set(keep[i]!, one.chip.data);
            return {
              ok: true as const,
              ...(one.landmarks === undefined ? {} : { landmarks: one.landmarks }),
              ...(jpeg === undefined ? {} : { jpeg: await encodeJpeg(one.chip, jpeg) }),
            };
          }),
        );
        return { did: 'pictures', results };
      }
      case 'augment': {
        const { size, pictures, augmentation, seed } = task;
        const each = size * size * 3;
        const source = {
          size,
          labels: new Int32Array(pictures.length),
          references: pictures.map(String),
          picture: (index: number) => kept.get(pictures[index]!)!,
        };
        const values = await augmentedPictures(source, Int32Array.from(pictures.keys()), augmentation, seed, 0);
        const jpegs = await Promise.all(
          pictures.map((_, i) => {
            const data = Uint8Array.from(values.subarray(i * each, (i + 1) * each), Math.round);
            return encodeJpeg({ width: size, height: size, data }, Math.max(size, 64));
          }),
        );
        kept.clear();
        return { did: 'augment', jpegs };
      }
      case 'describe': {
        const { parameters, trainedParameters: trained, macs } = describeNetwork(task.network);
        const msPerPicture = await measureSpeed(task.network, (await backend).executor);
        return { did: 'describe', parameters, trained, macs, msPerPicture };
      }
      case 'train':
        return training.run(task, tell);
      case 'reference':
        await finish.reference(task.positions, task.orders);
        return { did: 'reference' };
      case 'finish':
        return { did: 'finish', results: await finish.results() };
      case 'export':
        return { did: 'export', onnx: exportNetwork(task) };
    }
  };
  return { perform, command: training.command };
}
