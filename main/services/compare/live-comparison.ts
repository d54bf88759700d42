import { randomUUID } from 'node:crypto';
import type { ComparisonChoice } from '../../../models/compare/choice.ts';
import { ComparisonError } from '../../../models/compare/comparison-error.ts';
import type { ComparisonReport, ComparisonResults, LivePoint, SeedRecord } from '../../../models/compare/results.ts';
import type {
  ComparisonProgress,
  ComparisonSnapshot,
  ComparisonState,
  ComparisonSummary,
} from '../../contract/compare.ts';
import type { Outcome } from '../../contract/errors.ts';
import type { ComparedFormat } from '../../engine/compare/protocol.ts';
import type { Engine } from '../../engine/engine.ts';
import type { PictureOrder } from '../../engine/training/protocol.ts';
import type { Core } from '../core.ts';
import { codeOf } from '../dispatch.ts';
import { orderOf } from '../training/picture-orders.ts';
import { type ComparedPictures, comparedPictures, moved } from './compared-pictures.ts';
import { notBegun, ProgressCounter } from './progress.ts';
import { timeStore } from './store-timing.ts';

/** Snapshots are told at most this often. */
const tellEveryMs = 250;

/** Pictures made at once. */
const batch = { synthetic: 256, people: 32, folder: 16, list: 16 } as const;

/** A comparison, going on or ended: what it has told until now. All of it is in memory alone. */
export class LiveComparison {
  readonly id = randomUUID();
  readonly choice: ComparisonChoice;
  readonly createdAt = new Date().toISOString();
  readonly records: SeedRecord[] = [];
  readonly points: LivePoint[] = [];
  readonly format: ComparedFormat;
  /** Resolves when there is nothing more to come. */
  readonly ended: Promise<void>;
  state: ComparisonState = 'preparing';
  reason: string | null = null;
  progress: ComparisonProgress = notBegun;
  results: ComparisonResults | null = null;
  /** Pictures by number, once they were read. */
  pictures: ComparedPictures | null = null;

  private readonly core: Core;
  private readonly engine: Engine;
  private readonly counter: ProgressCounter;
  private readonly begun = performance.now();
  private readonly watchers = new Set<(snapshot: ComparisonSnapshot) => void>();
  private untold: LivePoint[] = [];
  private untoldResults = false;
  private timer: NodeJS.Timeout | null = null;

  constructor(core: Core, choice: ComparisonChoice) {
    this.core = core;
    this.choice = choice;
    this.counter = new ProgressCounter(choice);
    this.engine = core.startTrial();
    const { id } = core.record();
    this.format =
      choice.backbone.kind === 'frozen'
        ? { modelId: id, imported: core.imported.find(id) }
        : { inputSize: choice.backbone.network.inputSize };
    this.ended = this.lead()
      .catch((error: unknown) => {
        const known = codeOf(error) !== null;
        if (!known)
          core.log.error('bug', { call: 'compare', errorKind: error instanceof Error ? error.name : 'unknown' });
        this.end(
          'failed',
          known ? (error as Error).message : 'The comparison failed through a mistake in the program.',
        );
      })
      .finally(() => this.engine.close());
  }

  get goesOn(): boolean {
    return this.state === 'preparing' || this.state === 'running';
  }

  get summary(): ComparisonSummary {
    const { id, createdAt, state, reason, choice, progress } = this;
    return { id, createdAt, state, reason, choice, progress };
  }

  /** Told of every snapshot from now on. @returns what ends it */
  watch(watcher: (snapshot: ComparisonSnapshot) => void): () => void {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  }

  cancel(reason: string | null = null): void {
    if (!this.goesOn) return;
    this.end('cancelled', reason);
    this.engine.close();
  }

  private async lead(): Promise<void> {
    const listed = await comparedPictures(this.core, this.choice);
    const read = await this.read(listed);
    if (!read.ok) return this.leaveFor(read);
    const { kept, compared } = read.value;
    this.pictures = compared;
    const storeMs = await this.timeStore(compared);
    if (!this.goesOn) return;
    this.state = 'running';
    this.tellSoon();
    const done = await this.engine.comparison(
      {
        ...{ do: 'run', choice: this.choice, format: this.format, pictures: kept, storeMs },
        labels: Int32Array.from(compared.pictures, ({ label }) => label),
        deals: compared.deals,
      },
      (report) => this.heed(report),
    );
    if (!done.ok) return this.leaveFor(done);
    this.progress = { ...this.progress, stage: 'done', way: null, done: 1, total: 1, share: 1, seconds: this.seconds };
    this.end('finished');
  }

  private get seconds(): number {
    return (performance.now() - this.begun) / 1000;
  }

  private heed(report: ComparisonReport): void {
    if (!this.goesOn) return;
    if (report.kind === 'stage') this.progress = this.counter.at(report, this.seconds);
    if (report.kind === 'point') {
      this.points.push(report.point);
      this.untold.push(report.point);
    }
    if (report.kind === 'seed') {
      this.records.push(report.record);
      this.results = report.results;
      this.untoldResults = true;
    }
    this.tellSoon();
  }

  /** Makes the chips in the engine process. What cannot be read plays no part. */
  private async read(
    listed: ComparedPictures,
  ): Promise<Outcome<{ readonly kept: Int32Array; readonly compared: ComparedPictures }>> {
    const { core, engine, format } = this;
    const { data, pictures } = listed;
    const kept: number[] = [];
    const size = batch[data.source];
    for (let from = 0; from < pictures.length && this.goesOn; from += size) {
      const orders: PictureOrder[] = [];
      const keep: number[] = [];
      for (const [i, { ref }] of pictures.slice(from, from + size).entries()) {
        const fetched = await orderOf(core, data, ref);
        if ('reason' in fetched) continue;
        orders.push(fetched.order);
        keep.push(from + i);
      }
      const made = await engine.comparison({ do: 'pictures', format, orders, keep });
      if (!made.ok) return made;
      for (const [i, { ok }] of made.value.results.entries()) if (ok) kept.push(keep[i]!);
      const report = { stage: 'drawing', way: null, seedIndex: 0, total: pictures.length } as const;
      this.progress = this.counter.at({ ...report, done: Math.min(from + size, pictures.length) }, this.seconds);
      this.tellSoon();
    }
    const place = new Map(kept.map((number, at) => [number, at]));
    const compared = {
      ...listed,
      pictures: kept.map((number) => pictures[number]!),
      deals: listed.deals?.map((one) => moved(one, place)) ?? null,
    };
    if (compared.deals?.some(({ enrolled }) => enrolled.length < 2))
      throw new ComparisonError('Of the pictures too few could be read: two people at least have to be enrolled.');
    return { ok: true, value: { kept: Int32Array.from(kept), compared } };
  }

  /** Of enrolled people the whole way into a store is timed, not the gallery alone. */
  private async timeStore({ deals }: ComparedPictures): Promise<number[] | null> {
    const { data, pictures } = this.choice;
    if (data.source !== 'people') return null;
    const people =
      deals === null ? this.choice.people.enrolled : Math.max(...deals.map(({ enrolled }) => enrolled.length));
    const { dimension } = this.core.record();
    return timeStore(this.core.dataDir, people, pictures.enrol, dimension, () => !this.goesOn);
  }

  private leaveFor({ error }: Extract<Outcome<never>, { ok: false }>): void {
    if (error.code === 'CANCELLED') this.end('cancelled');
    else if (error.code === 'ENGINE_CRASHED') this.end('failed', 'The process of the comparison ended unexpectedly.');
    else this.end('failed', error.message);
  }

  private end(state: ComparisonState, reason: string | null = null): void {
    if (!this.goesOn) return;
    this.state = state;
    this.reason = reason;
    this.tell();
  }

  private tellSoon(): void {
    this.timer ??= setTimeout(() => this.tell(), tellEveryMs);
  }

  private tell(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    const { id: comparisonId, state, reason, progress } = this;
    const snapshot = { comparisonId, state, reason, progress, points: this.untold, results: this.untoldResults };
    this.untold = [];
    this.untoldResults = false;
    this.core.emit('compare.changed', snapshot);
    for (const watcher of this.watchers) watcher(snapshot);
  }
}
