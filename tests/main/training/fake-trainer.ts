import type { EngineChannel } from '../../../main/engine/engine.ts';
import type { EngineReply, EngineRequest } from '../../../main/engine/protocol.ts';
import type { TrainingAnswer, TrainingEvent, TrainingTask } from '../../../main/engine/training/protocol.ts';
import { splitByPerson } from '../../../models/samplers/split-by-person.ts';
import type { EmbeddingFigures, StepReport, ValidationReport } from '../../../models/train/reports.ts';
import { fakeEngine } from '../fake-engine.ts';

/** What a test may do to it, and sees of it. */
export interface FakeTrainer {
  readonly start: () => EngineChannel;
  /** Steps go on only up to here: a test holds a run at a step by it. */
  holdAt: number;
  /** The process dies at this step. */
  crashAt: number;
  /** What `train` was given, of each begin. */
  readonly begins: {
    readonly checkpointStep: number | null;
    readonly pictures: number;
    readonly references: readonly string[];
  }[];
  /** Processes alive. */
  alive: number;
}

const figures: EmbeddingFigures = {
  ...{ pAt1: 0.9, rPrecision: 0.8, mapAtR: 0.7, eer: 0.05, people: 2, pictures: 4, mated: 2, nonMated: 4 },
  fnmrAtFmr: [{ fmr: 0.01, fnmr: null }],
};
const measured = { figures, intervals: null };

/** Stands in for a training process: everything but the mathematics. What is not training is left to `fakeEngine`. */
export function fakeTrainer(): FakeTrainer {
  const fake: FakeTrainer = {
    start: () => channel(fake),
    ...{ holdAt: Number.POSITIVE_INFINITY, crashAt: Number.POSITIVE_INFINITY, begins: [], alive: 0 },
  };
  return fake;
}

function channel(fake: FakeTrainer): EngineChannel {
  const other = fakeEngine();
  let reply: (message: EngineReply) => void = () => {};
  let exit: (reason: string) => void = () => {};
  let command = 'resume' as string;
  let dead = false;
  const now = (): string => command;
  fake.alive++;
  const die = (): void => {
    if (!dead) fake.alive--;
    dead = true;
  };
  const tick = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

  const train = async (
    task: Extract<TrainingTask, { do: 'train' }>,
    tell: (event: TrainingEvent) => void,
  ): Promise<TrainingAnswer | null> => {
    const before =
      task.checkpoint === null ? null : (JSON.parse(Buffer.from(task.checkpoint).toString()) as { step: number });
    fake.begins.push({
      checkpointStep: before?.step ?? null,
      pictures: task.pictures.length,
      references: task.references,
    });
    let step = before?.step ?? 0;
    const save = (): void => {
      const bytes = Buffer.from(JSON.stringify({ step }));
      tell({ event: 'checkpoint', step, bytes, network: Buffer.from(`network at ${step}`) });
    };
    const history = {
      steps: Array.from({ length: step }, (_, i) => stepReport(i + 1)),
      validations: [],
      baselines: null,
    };
    tell({ event: 'begun', step, seconds: step, history: before === null ? null : history });
    const plain = { untrained: figures, pixels: figures, pca: figures, pretrained: null };
    if (before === null) tell({ event: 'baselines', report: { kind: 'baselines', ...plain } });
    const end = task.recipe.budget.steps!;
    while (step < end) {
      await tick();
      if (dead) return null;
      if (command === 'stop') break;
      if (command === 'pause') {
        save();
        tell({ event: 'paused' });
        while (command === 'pause' && !dead) await tick();
        if (now() === 'resume') tell({ event: 'resumed' });
        continue;
      }
      if (step >= fake.holdAt) continue;
      step++;
      if (step >= fake.crashAt) {
        die();
        exit('signal SIGSEGV');
        return null;
      }
      tell({ event: 'steps', reports: [stepReport(step)] });
      if (step % 5 === 0) {
        tell({ event: 'validation', report: validationReport(task, step) });
        save();
      }
    }
    save();
    return { did: 'train', end: command === 'stop' ? 'stopped' : 'budget', collapse: null, begun: true };
  };

  const perform = async (task: TrainingTask, tell: (event: TrainingEvent) => void): Promise<TrainingAnswer | null> => {
    switch (task.do) {
      case 'pictures':
        return {
          did: 'pictures',
          results: task.orders.map((order) => {
            if (order.kind === 'file' && Buffer.from(order.bytes).toString() === 'no face')
              return { ok: false as const, reason: 'no face was found' };
            const jpeg = task.jpeg === undefined ? {} : { jpeg: Uint8Array.of(0xff, task.jpeg) };
            return { ok: true as const, ...jpeg, ...(order.kind === 'file' ? { landmarks: [{ x: 1, y: 2 }] } : {}) };
          }),
        };
      case 'augment':
        return { did: 'augment', jpegs: task.pictures.map(() => Uint8Array.of(0xff)) };
      case 'describe':
        return { did: 'describe', parameters: 10, trained: 10, macs: 100, msPerPicture: 1 };
      case 'train':
        return train(task, tell);
      case 'reference':
        return { did: 'reference' };
      case 'finish': {
        const thresholds = [0.1, 0.01].map((fmr, i) => ({ fmr, threshold: 0.3 + i * 0.2 }));
        const results = { step: 5, validation: measured, test: measured, frFeature: measured, thresholds };
        return { did: 'finish', results };
      }
      case 'export':
        return { did: 'export', onnx: task.network };
    }
  };

  return {
    post(request: EngineRequest) {
      if (request.kind === 'training-command') command = request.command;
      else if (request.kind !== 'training') other.post(request);
      else {
        const { id, task } = structuredClone(request);
        void perform(task, (event) => !dead && reply({ id, event: structuredClone(event) })).then((value) => {
          if (value !== null && !dead) reply({ id, ok: true, value });
        });
      }
    },
    onMessage(listener) {
      reply = listener;
      other.onMessage(listener);
    },
    onExit(listener) {
      exit = listener;
    },
    kill: die,
  };
}

const stepReport = (step: number): StepReport => ({
  ...{ kind: 'step', step, epoch: 0, progress: step / 20, loss: 1 / step, active: 0.5, spread: 0.9 },
  ...{ norm: { mean: 1, deviation: 0.1 }, rate: 0.001, ms: 10, seconds: step },
});

function validationReport(task: Extract<TrainingTask, { do: 'train' }>, step: number): ValidationReport {
  const { shares, seed } = task.recipe.split;
  const { images } = splitByPerson(task.labels, shares, seed).validation;
  const pair = { first: images[0]!, second: images[1]!, score: 0.5 };
  return {
    ...{ kind: 'validation', step, epoch: 0, figures, dimension: 4, collapse: null, best: true, seconds: step },
    embeddings: Float32Array.from({ length: images.length * 4 }, (_, i) => (i % 4 === Math.floor(i / 4) % 4 ? 1 : 0)),
    pictures: images,
    people: images.map((i) => task.labels[i]!),
    hardest: { mated: [pair], nonMated: [pair] },
  };
}
