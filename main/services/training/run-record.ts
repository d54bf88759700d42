import type { StoredRun, TrainingRunsTable } from '../../../data/tables/training-runs.ts';
import type { TrainingRecipe } from '../../contract/recipe.ts';
import { recipeSchema } from '../../contract/recipe.ts';
import type { RunProgress, RunSummary, TrainingBaselines, TrainingCounts } from '../../contract/training.ts';
import type { Measured, StepPoint, ValidationPoint } from '../../contract/training-reports.ts';
import type { Core } from '../core.ts';
import type { Skipped } from './read-pictures.ts';

/** What the list of runs shows of a run: sealed in its row. */
export interface RunStatus {
  readonly reason: string | null;
  readonly collapse: RunSummary['collapse'];
  readonly progress: RunProgress;
  readonly lastLoss: number | null;
  readonly best: RunSummary['best'];
  readonly test: Measured | null;
  readonly counts: TrainingCounts | null;
  readonly keptAs: readonly string[];
  /** Of enrolled people: how many pictures it was begun with. */
  readonly pictures: number;
}

/** Sealed parts of a run beside its row. */
export interface RunHistory {
  readonly training: readonly StepPoint[];
  readonly validation: readonly ValidationPoint[];
}

export interface RunResults {
  readonly baselines: TrainingBaselines | null;
  readonly thresholds: readonly { readonly fmr: number; readonly threshold: number }[];
  /** Step of the network that was tested; null before. */
  readonly step: number | null;
  readonly validation: Measured | null;
  readonly hardest: RunHardest;
  readonly skipped: readonly Skipped[];
}

export interface RunHardest {
  readonly step: number;
  readonly mated: readonly Couple[];
  readonly nonMated: readonly Couple[];
}

interface Couple {
  readonly first: number;
  readonly second: number;
  readonly score: number;
}

export const noProgress: RunProgress = {
  ...{ stage: null, done: 0, total: 0, step: 0, epoch: 0, share: 0, seconds: 0 },
  ...{ secondsLeft: null, picturesASecond: null },
};

export const freshStatus: RunStatus = {
  ...{ reason: null, collapse: null, progress: noProgress, lastLoss: null, best: null, test: null },
  ...{ counts: null, keptAs: [], pictures: 0 },
};

export const freshResults: RunResults = {
  ...{ baselines: null, thresholds: [], step: null, validation: null, skipped: [] },
  hardest: { step: 0, mated: [], nonMated: [] },
};

export const statusOf = (run: StoredRun): RunStatus =>
  run.status === '' ? freshStatus : { ...freshStatus, ...(JSON.parse(run.status) as RunStatus) };

export const recipeOf = (run: StoredRun): TrainingRecipe => recipeSchema.parse(JSON.parse(run.recipe));

type Parts = { readonly history: RunHistory; readonly results: RunResults };

export function readPart<P extends keyof Parts>(
  runs: TrainingRunsTable,
  id: string,
  part: P,
  otherwise: Parts[P],
): Parts[P] {
  const bytes = runs.part(id, part);
  return bytes === null ? otherwise : (JSON.parse(Buffer.from(bytes).toString('utf8')) as Parts[P]);
}

export const writePart = <P extends keyof Parts>(runs: TrainingRunsTable, id: string, part: P, value: Parts[P]): void =>
  runs.putPart(id, part, Buffer.from(JSON.stringify(value)));

/** A run as the contract has it. */
export function summaryOfRun(core: Core, run: StoredRun): RunSummary {
  const status = statusOf(run);
  const erasedPeople = run.people - core.store.runPeople.count(run.id);
  const ended = run.state !== 'preparing' && run.state !== 'running';
  return {
    id: run.id,
    name: run.name,
    createdAt: run.createdAt,
    state: run.state,
    reason: status.reason,
    collapse: status.collapse,
    recipe: recipeOf(run),
    progress: status.progress,
    lastLoss: status.lastLoss,
    best: status.best,
    test: status.test,
    counts: status.counts,
    erasedPeople,
    resumable: ended && erasedPeople === 0,
    keptAs: status.keptAs.filter((id) => core.records.some((record) => record.id === id)),
  };
}
