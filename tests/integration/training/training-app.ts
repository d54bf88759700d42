import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type App, createApp } from '../../../main/app.ts';
import type { TrainingRecipe } from '../../../main/contract/recipe.ts';
import type { TrainingSnapshot } from '../../../main/contract/training.ts';
import { weightsFolder } from '../../../main/paths.ts';
import { callsTo, valuesOf } from '../../main/calls.ts';

/** Some seconds of training: 24 invented people at 16 pixels. */
export const smallRecipe: TrainingRecipe = {
  data: { source: 'synthetic', people: 24, pictures: 6, difficulty: 'near-frontal', seed: 3 },
  split: { shares: { train: 0.5, validation: 0.25, test: 0.25 }, seed: 1 },
  network: {
    ...{ backbone: 'cnn', dimension: 16, width: 4, norm: 'batch', activation: 'relu', inputSize: 24, fineTune: false },
  },
  loss: { id: 'triplet' },
  miner: { id: 'semi-hard' },
  batch: { people: 4, pictures: 3 },
  optimiser: { id: 'adam', rate: 2e-3, schedule: { id: 'constant', warmUp: 0 }, weightDecay: 0 },
  augmentation: { flip: true, crop: 0.1, colour: 0.2, blur: 0, cutOut: 0 },
  seed: 1,
  budget: { steps: 40 },
  validation: { every: 10, patience: 0 },
};

/** An app on a data folder of its own, with real engines. */
export function trainingApp(root = mkdtempSync(join(tmpdir(), 'threshold-training-'))) {
  let app: App;
  const snapshots: TrainingSnapshot[] = [];
  let heard: (() => void) | null = null;
  const call = callsTo(() => app);
  const value = valuesOf(call);
  return {
    root,
    dataDir: join(root, 'data'),
    snapshots,
    call,
    value,
    async open(): Promise<void> {
      const made = await createApp({
        dataDir: join(root, 'data'),
        weightsDir: weightsFolder(),
        unlock: { kind: 'key-file', path: join(root, 'a.key') },
        checkOutputs: true,
      });
      if (!made.ok) throw new Error(made.error.message);
      app = made.value;
      app.subscribe((topic, snapshot) => {
        if (topic !== 'training.changed') return;
        snapshots.push(snapshot as TrainingSnapshot);
        heard?.();
      });
    },
    /** The first snapshot from now on, or already there, of which something holds. */
    async until(holds: (snapshot: TrainingSnapshot) => boolean, from = 0): Promise<TrainingSnapshot> {
      for (let at = from; ; at++) {
        while (at >= snapshots.length)
          await new Promise<void>((resolve) => {
            heard = resolve;
          });
        if (holds(snapshots[at]!)) return snapshots[at]!;
      }
    },
    close: () => app.close(),
    async remove(): Promise<void> {
      await app.close();
      rmSync(root, { recursive: true, force: true });
    },
  };
}

export const ended = ({ state }: TrainingSnapshot): boolean =>
  ['finished', 'stopped', 'failed', 'interrupted'].includes(state);
