import { BestTwo, type GalleryAnswer } from './best-two.ts';
import { checkEntry, checkVector, type GalleryEntry } from './entry.ts';
import { scanAll, scanLabels, scanSince } from './exact-scan.ts';
import { GalleryError } from './gallery-error.ts';
import { type StartHnswWorker, startHnswWorker } from './hnsw-index.ts';
import { IndexKeeper, type IndexState } from './index-keeper.ts';
import { type PeopleRows, RowPerTemplate } from './people-rows.ts';
import { RowPerPerson } from './person-mean.ts';
import { RowTable } from './row-table.ts';

export type { GalleryAnswer, PersonHit } from './best-two.ts';
export type { GalleryEntry } from './entry.ts';

/** How several templates of a person answer as one. The mean is the default: measured better on faces (docs/benchmarks.md), and one comparison a person. */
export type FusionStrategy = 'best-template' | 'weighted-mean';

export interface HnswOptions {
  readonly enabled: boolean;
  /** Rows below which the exact scan alone serves: it is always right, and up to here not slower (docs/benchmarks.md). */
  readonly minSize: number;
  readonly m: number;
  readonly efConstruction: number;
  readonly ef: number;
}

/** Numbers compared in one search from which HNSW, its message to the worker included, is faster than the exact scan (docs/benchmarks.md). */
const worthAnIndex = 1_500_000;

/** M and ef are above hnswlib's usual ones, so that unrelated probes, whose rejection rests on the score, find their nearest too. */
export const defaultHnsw = (dimension: number): HnswOptions => ({
  enabled: true,
  minSize: Math.ceil(worthAnIndex / dimension),
  m: 24,
  efConstruction: 200,
  ef: 160,
});

export interface GalleryOptions {
  readonly modelId: string;
  readonly dimension: number;
  readonly entries: readonly GalleryEntry[];
  readonly strategy?: FusionStrategy;
  readonly hnsw?: HnswOptions;
  readonly startWorker?: StartHnswWorker;
}

/** All templates of one model, searchable. A cache of the store, in memory alone; it serves by exact scan from the first moment. */
export interface Gallery {
  readonly modelId: string;
  readonly dimension: number;
  /** Templates. */
  readonly size: number;
  readonly people: number;
  /** Comparisons a search amounts to: templates, or people where each has one mean. */
  readonly comparisons: number;
  /** What answers now and why, for `doctor`. */
  readonly index: IndexState;
  /** Searchable when it returns. Nothing is added when one entry is refused. */
  add(entries: readonly GalleryEntry[]): void;
  /** Gone from answers when it returns. */
  removePerson(personId: string): void;
  removeTemplate(templateId: string): void;
  /** The nearest person and the next other one. `exact` bypasses the index. */
  search(
    probe: Float32Array,
    options?: { readonly exact?: boolean; readonly exclude?: ReadonlySet<string> },
  ): Promise<GalleryAnswer>;
  /** Resolves when no build is running. */
  rebuilt(): Promise<void>;
  /** Wipes the vectors. */
  close(): Promise<void>;
}

/**
 * @throws {GalleryError} `MODEL_MISMATCH` for a vector of another dimension, `BAD_INPUT` for one that is not finite or not of unit length
 */
export function createGallery(options: GalleryOptions): Gallery {
  const { modelId, dimension, strategy = 'weighted-mean', hnsw = defaultHnsw(dimension) } = options;
  const table = new RowTable(dimension, options.entries.length);
  const rows: PeopleRows = strategy === 'best-template' ? new RowPerTemplate(table) : new RowPerPerson(table);
  const keeper = new IndexKeeper(table, hnsw, options.startWorker ?? startHnswWorker);
  let closed = false;

  const open = (): void => {
    if (closed) throw new GalleryError('CLOSED', 'The gallery is closed.');
  };
  const changed = <T>(work: () => T): T => {
    open();
    const result = work();
    keeper.tableChanged();
    return result;
  };
  const add = (entries: readonly GalleryEntry[]): void => {
    for (const entry of entries) checkEntry(entry, dimension, modelId);
    rows.add(entries);
  };

  add(options.entries);
  keeper.tableChanged();

  return {
    modelId,
    dimension,
    get size() {
      return rows.templates;
    },
    get people() {
      return rows.people;
    },
    get comparisons() {
      return table.count;
    },
    get index() {
      return keeper.state;
    },
    add: (entries) => changed(() => add(entries)),
    removePerson: (personId) => changed(() => rows.removePerson(personId)),
    removeTemplate: (templateId) => changed(() => rows.removeTemplate(templateId)),
    async search(probe, { exact = false, exclude } = {}) {
      open();
      checkVector(probe, dimension, modelId, 'The probe');
      const doubles = Float64Array.from(probe);
      const index = exact ? null : keeper.current;
      if (index !== null) {
        const two = new BestTwo(table, exclude);
        // Scores of the index's candidates are computed again from the table: full precision, and removed rows drop out.
        for (let k = 16; k <= 1024; k *= 4) {
          const labels = await index.hnsw.search(probe, k).catch(() => null);
          if (labels === null || closed) break;
          scanLabels(table, labels, doubles, two);
          scanSince(table, index.firstMissing, doubles, two);
          if (two.full) return two.answer();
        }
      }
      open();
      const two = new BestTwo(table, exclude);
      scanAll(table, doubles, two);
      return two.answer();
    },
    rebuilt: () => keeper.settled(),
    async close() {
      if (closed) return;
      closed = true;
      await keeper.close();
      rows.clear();
    },
  };
}
