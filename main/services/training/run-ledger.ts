import type { StoredRun } from '../../../data/tables/training-runs.ts';
import type { BaselinesReport, StepReport, ValidationReport } from '../../../models/train/reports.ts';
import type { TrainingRecipe } from '../../contract/recipe.ts';
import type { RunProgress, RunState, TrainingCounts, TrainingSnapshot } from '../../contract/training.ts';
import type { Measured, StepPoint, ValidationPoint } from '../../contract/training-reports.ts';
import type { FinishResults } from '../../engine/training/protocol.ts';
import type { Core } from '../core.ts';
import { Curve } from './curve.ts';
import type { Skipped } from './read-pictures.ts';
import {
  freshResults,
  noProgress,
  type RunResults,
  type RunStatus,
  readPart,
  statusOf,
  writePart,
} from './run-record.ts';

/** Snapshots are told at most this often. */
const tellEveryMs = 250;
/** Steps that the speed is the mean of. */
const speedSteps = 30;

/** The books of a run that goes on: what it has told until now, what of it is on the disk, and who is told. */
export class RunLedger {
  readonly id: string;
  private readonly core: Core;
  private readonly recipe: TrainingRecipe;
  private current: RunStatus;
  private results: RunResults;
  private curve: Curve;
  private validations: ValidationPoint[];
  private stateNow: RunState = 'preparing';
  private recentMs: number[] = [];
  private untold: StepPoint[] = [];
  private untoldValidation: ValidationPoint | null = null;
  private timer: NodeJS.Timeout | null = null;
  private readonly watchers = new Set<(snapshot: TrainingSnapshot) => void>();

  constructor(core: Core, run: StoredRun, recipe: TrainingRecipe) {
    this.core = core;
    this.id = run.id;
    this.recipe = recipe;
    this.current = { ...statusOf(run), reason: null, test: null };
    this.results = { ...readPart(core.store.runs, run.id, 'results', freshResults), thresholds: [], step: null };
    const history = readPart(core.store.runs, run.id, 'history', { training: [], validation: [] });
    this.curve = new Curve(history.training);
    this.validations = [...history.validation];
  }

  get state(): RunState {
    return this.stateNow;
  }
  get status(): RunStatus {
    return this.current;
  }
  get history() {
    return { training: this.curve.points, validation: this.validations };
  }
  get resultsNow(): RunResults {
    return this.results;
  }

  /** Snapshots beside the topic. @returns ends it */
  watch(watcher: (snapshot: TrainingSnapshot) => void): () => void {
    this.watchers.add(watcher);
    return () => void this.watchers.delete(watcher);
  }

  /** Resolves when it waits. */
  paused(): Promise<void> {
    return new Promise((resolve) => {
      const stop = this.watch(({ state }) => {
        if (state !== 'paused') return;
        stop();
        resolve();
      });
    });
  }

  /** Another state, at once on the disk and told. */
  enter(state: RunState, reason: string | null = null): void {
    this.stateNow = state;
    const stage = state === 'preparing' ? ('pictures' as const) : null;
    this.note({ reason, progress: { ...this.current.progress, stage, done: 0, total: 0 } });
    this.save();
    this.tellNow();
  }

  note(change: Partial<RunStatus>): void {
    this.current = { ...this.current, ...change };
    this.tellSoon();
  }

  stage(stage: RunProgress['stage'], done: number, total: number): void {
    this.note({ progress: { ...this.current.progress, stage, done, total } });
  }

  prepared(counts: TrainingCounts, skipped: readonly Skipped[]): void {
    this.results = { ...this.results, skipped: skipped.slice(0, 500) };
    this.note({ counts, pictures: counts.pictures });
    this.saveAll();
  }

  /** Where training goes on from: what was told after that checkpoint never happened. */
  begun(
    step: number,
    seconds: number,
    history: { steps: readonly StepReport[]; validations: readonly ValidationPoint[] } | null,
  ): void {
    this.curve = new Curve(history?.steps.map(pointOf));
    this.validations = [...(history?.validations ?? [])];
    const last = history?.steps.at(-1);
    const bests = this.validations.filter((point) => point.best);
    this.note({
      lastLoss: last?.loss ?? null,
      best: bestOf(bests.at(-1)),
      progress: { ...noProgress, step, seconds, epoch: last?.epoch ?? 0, share: last?.progress ?? 0 },
    });
  }

  baselines({ untrained, pixels, pca, pretrained }: BaselinesReport): void {
    const plain = (figures: BaselinesReport['pixels']): Measured => ({ figures, intervals: null });
    this.results = {
      ...this.results,
      baselines: {
        untrained: plain(untrained),
        pixels: plain(pixels),
        pca: plain(pca),
        pretrained: pretrained === null ? null : plain(pretrained),
        frFeature: this.results.baselines?.frFeature ?? null,
      },
    };
    writePart(this.core.store.runs, this.id, 'results', this.results);
  }

  steps(reports: readonly StepReport[]): void {
    for (const report of reports) {
      const point = this.curve.push(pointOf(report));
      if (point !== null) this.untold.push(point);
      this.recentMs.push(report.ms);
    }
    this.recentMs = this.recentMs.slice(-speedSteps);
    const last = reports.at(-1)!;
    const meanMs = this.recentMs.reduce((sum, ms) => sum + ms, 0) / this.recentMs.length;
    const { people, pictures } = this.recipe.batch;
    this.note({
      lastLoss: last.loss,
      progress: {
        ...{ stage: null, done: 0, total: 0, step: last.step, epoch: last.epoch },
        ...{ share: last.progress, seconds: last.seconds },
        secondsLeft: last.progress > 0 ? (last.seconds * (1 - last.progress)) / last.progress : null,
        picturesASecond: (people * pictures * 1000) / meanMs,
      },
    });
  }

  validation(report: ValidationReport): void {
    const { step, epoch, figures, collapse, best, seconds, hardest } = report;
    const point: ValidationPoint = { step, epoch, figures, collapse, best, seconds };
    this.validations.push(point);
    this.untoldValidation = point;
    this.results = { ...this.results, hardest: { step, mated: hardest.mated, nonMated: hardest.nonMated } };
    this.note({ collapse, ...(best ? { best: bestOf(point) } : {}) });
  }

  tested({ step, validation, test, frFeature, thresholds }: FinishResults): void {
    const { baselines } = this.results;
    this.results = {
      ...this.results,
      ...{ step, thresholds, validation },
      baselines: baselines && { ...baselines, frFeature: frFeature ?? baselines.frFeature },
    };
    this.note({ test });
    this.saveAll();
  }

  /** The row alone. */
  save(): void {
    this.core.store.runs.update(this.id, { state: this.stateNow, status: JSON.stringify(this.current) });
  }

  saveAll(): void {
    writePart(this.core.store.runs, this.id, 'history', this.history);
    writePart(this.core.store.runs, this.id, 'results', this.results);
    this.save();
  }

  /** Nothing is told or written after this. */
  close(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
  }

  private tellSoon(): void {
    this.timer ??= setTimeout(() => this.tellNow(), tellEveryMs);
  }

  private tellNow(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    const { reason, collapse, progress } = this.current;
    const snapshot: TrainingSnapshot = {
      ...{ runId: this.id, state: this.stateNow, reason, collapse, progress },
      points: this.untold,
      validation: this.untoldValidation,
    };
    this.untold = [];
    this.untoldValidation = null;
    for (const watcher of this.watchers) watcher(snapshot);
    this.core.emit('training.changed', snapshot);
  }
}

const pointOf = ({ step, epoch, progress, loss, active, norm, spread, rate, ms, seconds }: StepReport): StepPoint => ({
  ...{ step, epoch, progress, loss, active, norm, spread, rate, ms, seconds },
});

const bestOf = (point: ValidationPoint | undefined): RunStatus['best'] =>
  point === undefined
    ? null
    : { step: point.step, pAt1: point.figures.pAt1, mapAtR: point.figures.mapAtR, eer: point.figures.eer };
