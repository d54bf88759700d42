import { deserialize, serialize } from 'node:v8';
import type { HostState } from '../../../models/runtime/types.ts';
import type { Checkpoint } from '../../../models/train/checkpoint.ts';
import type { PictureSource } from '../../../models/train/picture-source.ts';
import type { Recipe } from '../../../models/train/recipe.ts';
import type { StepReport } from '../../../models/train/reports.ts';
import { startTraining } from '../../../models/train/start-training.ts';
import type { TrainingRun } from '../../../models/train/trainer.types.ts';
import type { BackendChoice } from '../backends/choose.ts';
import type { TrainingAnswer, TrainingCommand, TrainingEvent, TrainingTask } from './protocol.ts';

type TrainTask = Extract<TrainingTask, { do: 'train' }>;
type Tell = (event: TrainingEvent) => void;

/** What training left behind in this process: for the test of its best network. */
export interface Trained {
  readonly recipe: Recipe;
  readonly source: PictureSource;
  readonly step: number;
  readonly best: HostState;
}

export interface Training {
  run(task: TrainTask, tell: Tell): Promise<Extract<TrainingAnswer, { did: 'train' }>>;
  command(command: TrainingCommand): void;
  trained(): Trained | null;
}

interface Parts {
  readonly backend: Promise<BackendChoice>;
  readonly kept: ReadonlyMap<number, Uint8Array>;
  readonly loadWeights: (name: string) => Uint8Array;
}

/** Steps are told together this often: a small network makes hundreds a second. */
const tellEveryMs = 200;

/** Trains, tells about it, and heeds commands between two reports. */
export function createTraining({ backend, kept, loadWeights }: Parts): Training {
  let wanted: TrainingCommand = 'resume';
  let wake: (() => void) | null = null;
  let trained: Trained | null = null;

  const waitWhilePaused = async (): Promise<void> => {
    while (wanted === 'pause')
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
  };

  return {
    command(command) {
      wanted = command;
      wake?.();
      wake = null;
    },
    trained: () => trained,
    async run(task, tell) {
      const { recipe, pictures, labels, references } = task;
      const source: PictureSource = {
        size: recipe.network.inputSize,
        labels,
        references,
        picture: (index) => {
          const chip = kept.get(pictures[index]!);
          if (chip === undefined) throw new Error(`picture ${index} of the run was not kept`);
          return chip;
        },
      };
      const checkpoint = task.checkpoint === null ? null : (deserialize(task.checkpoint) as Checkpoint);
      const run = await startTraining(recipe, source, {
        executor: (await backend).executor,
        loadWeights,
        ...(checkpoint === null ? {} : { checkpoint }),
      });
      try {
        tell({ event: 'begun', ...begunFrom(checkpoint) });
        const end = await followed(run, task, tell);
        if (end.begun) {
          const { step, best } = await run.checkpoint();
          trained = { recipe, source, step: best?.step ?? step, best: await run.trained() };
        }
        return { did: 'train', ...end };
      } finally {
        await run.release();
      }
    },
  };

  async function followed(
    run: TrainingRun,
    { checkpointSeconds, checkpoint }: TrainTask,
    tell: Tell,
  ): Promise<Omit<Extract<TrainingAnswer, { did: 'train' }>, 'did'>> {
    let begun = checkpoint !== null;
    let steps: StepReport[] = [];
    let toldAt = performance.now();
    let savedAt = performance.now();
    const flush = (): void => {
      if (steps.length > 0) tell({ event: 'steps', reports: steps });
      steps = [];
      toldAt = performance.now();
    };
    const save = async (withNetwork: boolean): Promise<void> => {
      flush();
      const state = await run.checkpoint();
      const network = withNetwork ? serialize(await run.trained()) : null;
      tell({ event: 'checkpoint', step: state.step, bytes: serialize(state), network });
      savedAt = performance.now();
    };
    for await (const report of run.reports()) {
      if (report.kind === 'step') steps.push(report);
      else flush();
      // Before its first step there is nothing to save.
      if (report.kind !== 'preparing') begun = true;
      else tell({ event: 'preparing', report });
      if (report.kind === 'baselines') tell({ event: 'baselines', report });
      if (report.kind === 'validation') {
        tell({ event: 'validation', report });
        await save(report.best);
      }
      if (report.kind === 'done') {
        await save(true);
        return { end: report.reason, collapse: report.collapse, begun };
      }
      if (performance.now() - toldAt > tellEveryMs) flush();
      if (begun && performance.now() - savedAt > checkpointSeconds * 1000) await save(false);
      // Commands arrive as messages, for which this loop has to step aside.
      await new Promise(setImmediate);
      if (wanted === 'pause') {
        if (begun) await save(false);
        tell({ event: 'paused' });
        await waitWhilePaused();
        tell({ event: 'resumed' });
        savedAt = performance.now();
      }
      if (wanted === 'stop') {
        if (begun) await save(true);
        return { end: 'stopped', collapse: null, begun };
      }
    }
    throw new Error('training ended without a last report');
  }
}

function begunFrom(checkpoint: Checkpoint | null) {
  if (checkpoint === null) return { step: 0, seconds: 0, history: null };
  const { step, seconds, history, baselines } = checkpoint;
  return { step, seconds, history: { ...history, baselines } };
}
