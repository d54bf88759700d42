import type { HnswOptions } from './gallery.ts';
import { HnswIndex, type StartHnswWorker } from './hnsw-index.ts';
import type { RowTable } from './row-table.ts';

/** Rows sent to the worker at once while it builds; between batches it answers searches of the index before. */
const batch = 500;

/** A rebuild is due when this share of the rows, or this many, were added or removed since the last one. */
const staleShare = 0.1;
const staleRows = 1000;

/** An index in service: rows with labels from `firstMissing` on are not in it and are scanned beside it. */
interface InService {
  readonly hnsw: HnswIndex;
  readonly firstMissing: number;
  readonly removals: number;
  readonly rows: number;
}

/** What answers, and why no index where there is none. */
export type IndexState =
  | { readonly kind: 'hnsw'; readonly rows: number }
  | { readonly kind: 'exact'; readonly why: 'building' }
  | { readonly kind: 'exact'; readonly why: 'off' }
  | { readonly kind: 'exact'; readonly why: 'small'; readonly minSize: number }
  | { readonly kind: 'exact'; readonly why: 'unavailable'; readonly problem: string };

/**
 * Builds the HNSW index of a table in the background and puts it in service once it is verified; builds it anew when the table has moved
 * on. Where the worker does not start, or dies, the exact scan serves alone, and `state` says why.
 */
export class IndexKeeper {
  readonly #table: RowTable;
  readonly #options: HnswOptions;
  readonly #start: StartHnswWorker;
  #current: InService | null = null;
  #building: Promise<void> | null = null;
  #candidate: HnswIndex | null = null;
  #failure: string | null = null;
  #closed = false;

  constructor(table: RowTable, options: HnswOptions, start: StartHnswWorker) {
    this.#table = table;
    this.#options = options;
    this.#start = start;
  }

  get current(): { readonly hnsw: HnswIndex; readonly firstMissing: number } | null {
    return this.#current;
  }

  get state(): IndexState {
    if (this.#current !== null) return { kind: 'hnsw', rows: this.#current.rows };
    if (this.#failure !== null) return { kind: 'exact', why: 'unavailable', problem: this.#failure };
    if (this.#building !== null) return { kind: 'exact', why: 'building' };
    if (!this.#options.enabled) return { kind: 'exact', why: 'off' };
    return { kind: 'exact', why: 'small', minSize: this.#options.minSize };
  }

  /** Starts a build when one is due. */
  tableChanged(): void {
    if (this.#building !== null || !this.#isDue()) return;
    this.#building = this.#build()
      .catch((error: unknown) => {
        this.#failure = error instanceof Error ? error.message : String(error);
      })
      .finally(() => {
        this.#building = null;
        void this.#candidate?.close();
        this.#candidate = null;
        this.tableChanged();
      });
  }

  async settled(): Promise<void> {
    // The worker is unreferenced, so that a build keeps no program alive; whoever waits for one does.
    const alive = setInterval(() => {}, 60_000);
    try {
      while (this.#building !== null) await this.#building;
    } finally {
      clearInterval(alive);
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([this.#candidate?.close(), this.#current?.hnsw.close()]);
    this.#current = null;
    await this.settled();
  }

  #isDue(): boolean {
    const { enabled, minSize } = this.#options;
    if (!enabled || this.#closed || this.#failure !== null || this.#table.count < Math.max(1, minSize)) return false;
    if (this.#current === null) return true;
    const stale = this.#table.nextLabel - this.#current.firstMissing + this.#table.removals - this.#current.removals;
    return stale > Math.min(staleRows, this.#current.rows * staleShare);
  }

  async #build(): Promise<void> {
    const { m, efConstruction, ef } = this.#options;
    const { dimension, nextLabel: firstMissing, removals } = this.#table;
    const labels = this.#table.liveLabels();
    const hnsw = new HnswIndex(this.#start, (reason) => this.#lost(hnsw, reason));
    this.#candidate = hnsw;
    await hnsw.begin({ dimension, capacity: labels.length, m, efConstruction, ef });
    let put = 0;
    for (let from = 0; from < labels.length; from += batch) {
      const { labels: some, vectors } = this.#copy(labels.slice(from, from + batch));
      put += some.length;
      const { count } = await hnsw.add(some, vectors);
      if (count !== put) throw new Error(`the index holds ${count} rows instead of ${put}`);
    }
    await this.#verify(hnsw, labels);
    if (this.#closed) return;
    const before = this.#current;
    this.#candidate = null;
    this.#current = { hnsw, firstMissing, removals, rows: put };
    await before?.hnsw.close();
  }

  /** The vectors of the labels that are still there. */
  #copy(labels: readonly number[]): { labels: number[]; vectors: Float32Array<ArrayBuffer> } {
    const live = labels.flatMap((label) => {
      const row = this.#table.rowOf(label);
      return row === undefined ? [] : [{ label, row }];
    });
    const vectors = new Float32Array(live.length * this.#table.dimension);
    for (const [i, { row }] of live.entries()) vectors.set(this.#table.vectorAt(row), i * this.#table.dimension);
    return { labels: live.map(({ label }) => label), vectors };
  }

  /** A sample of rows must find themselves, or a row equal to them: an index that does not is not put in service. */
  async #verify(hnsw: HnswIndex, labels: readonly number[]): Promise<void> {
    const step = Math.max(1, Math.floor(labels.length / 20));
    for (let i = 0; i < labels.length; i += step) {
      const row = this.#table.rowOf(labels[i]!);
      if (row === undefined) continue;
      const own = this.#table.vectorAt(row).slice();
      const [nearest] = await hnsw.search(own, 1);
      const found = nearest === undefined ? undefined : this.#table.rowOf(nearest);
      if (found === undefined && nearest !== undefined) continue; // removed since it was put in
      const score = found === undefined ? -1 : this.#table.vectorAt(found).reduce((sum, v, d) => sum + v * own[d]!, 0);
      if (score < 0.999) throw new Error('a row does not find itself in the index');
    }
  }

  #lost(hnsw: HnswIndex, reason: Error): void {
    if (this.#closed || this.#current?.hnsw !== hnsw) return;
    this.#current = null;
    this.#failure = reason.message;
  }
}
