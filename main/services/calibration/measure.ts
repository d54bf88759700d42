import { basename, resolve } from 'node:path';
import { DataSetError } from '../../../data/datasets/data-set-error.ts';
import { type PersonFolder, readPersonFolders } from '../../../data/datasets/person-folders.ts';
import {
  type ComparisonSet,
  type JudgedComparison,
  type PersonTemplate,
  pairSet,
  searchSet,
  withJudged,
} from '../../../models/metrics/comparison-set.ts';
import { type ScoreCurve, scoreCurve } from '../../../models/metrics/score-curve.ts';
import { finestRate, ratesFor, siteTable } from '../../../models/metrics/site-table.ts';
import { thresholdTable } from '../../../models/metrics/thresholds.ts';
import type { CalibratedKind, Calibration, Measured } from '../../contract/calibration.ts';
import { fail, type Outcome, ok } from '../../contract/errors.ts';
import type { CallContext } from '../../contract/index.ts';
import type { Core } from '../core.ts';
import { embedImages } from '../evaluation/embed-images.ts';
import { engineSource } from '../evaluation/engine-source.ts';
import { keptSamples } from '../evaluation/sample-cache.ts';

/** More images of a data set are not used: their comparisons grow with the square, and a million measure any rate that is promised here. */
const imagesMost = 3000;

export type MeasuredCalibration = Omit<Calibration, 'id' | 'at' | 'inForce'>;

interface Source {
  readonly templates: readonly PersonTemplate[];
  readonly people: number;
  readonly judged: readonly JudgedComparison[];
}

type DataSet = Source & { readonly about: NonNullable<Calibration['dataSet']> };

/**
 * All comparisons of a data set, of the people enrolled here, or of both, by the model in use. BAD_INPUT where there is nothing to
 * measure on. Other work gets its turn in between; the signal ends it with CANCELLED.
 */
export async function measureCalibration(
  core: Core,
  order: { readonly dataSet?: string | undefined; readonly own: boolean },
  context: CallContext,
): Promise<Outcome<MeasuredCalibration>> {
  const { id: modelId, sha256: modelSha256 } = core.record();
  const work = new Work(context);
  const dataSet = order.dataSet === undefined ? ok(null) : await readDataSet(core, order.dataSet, work);
  if (!dataSet.ok) return dataSet;
  const own = order.own ? ownPeople(core, modelId) : null;
  if (dataSet.value === null && (own === null || own.people < 2))
    return fail(
      'BAD_INPUT',
      'There is nothing to measure on: enrol at least two people, or name a folder with one folder of pictures a person.',
    );
  const sources = { dataSet: dataSet.value, own: own !== null && own.people >= 2 ? own : null };
  const identify = await kindOf(sources, searchSet, true, work);
  const verify = await kindOf(sources, pairSet, false, work);
  if (identify === null || verify === null) return fail('CANCELLED', 'Cancelled. Nothing was changed.');
  if (identify.table.length === 0 || verify.table.length === 0)
    return fail(
      'BAD_INPUT',
      'So few comparisons measure no rate below 1 in 1: enrol more people, or add a data set of at least 30 people.',
    );
  return ok({
    modelId,
    modelSha256,
    dataSet: dataSet.value?.about ?? null,
    own:
      sources.own === null
        ? null
        : {
            people: sources.own.people,
            templates: sources.own.templates.length,
            corrections: sources.own.judged.length,
          },
    identify,
    verify,
  });
}

async function kindOf(
  { dataSet, own }: { readonly dataSet: Source | null; readonly own: Source | null },
  compare: (templates: readonly PersonTemplate[], people: number) => Generator<number, ComparisonSet, void>,
  judged: boolean,
  work: Work,
): Promise<CalibratedKind | null> {
  const measured: (Measured | null)[] = [];
  for (const source of [dataSet, own]) {
    if (source === null) {
      measured.push(null);
      continue;
    }
    const set = await work.run(compare(source.templates, source.people), source === dataSet ? 0.04 : 0.01);
    if (set === null) return null;
    const all = judged ? withJudged(set, source.judged) : set;
    const curve = await work.run(scoreCurve(all), source === dataSet ? 0.08 : 0.02);
    if (curve === null) return null;
    measured.push(measuredOf(all, curve));
  }
  const [ofDataSet = null, ofOwn = null] = measured;
  return { dataSet: ofDataSet, own: ofOwn, table: siteTable(ofDataSet?.table ?? [], ofOwn?.table ?? []) };
}

function measuredOf(set: ComparisonSet, curve: ScoreCurve): Measured {
  const nonMated = set.nonMated.length;
  const finest = finestRate(nonMated);
  const short = (rates: readonly (number | null)[]): (number | null)[] =>
    rates.map((rate) => (rate === null ? null : Number(rate.toPrecision(6))));
  return {
    mated: set.mated.scores.length,
    nonMated,
    finest: finest < 1 ? finest : null,
    table: thresholdTable(set.nonMated, ratesFor(nonMated)),
    curve: {
      first: curve.first,
      perUnit: curve.perUnit,
      fmr: short(curve.fmr),
      fmrLow: short(curve.fmrLow),
      fmrHigh: short(curve.fmrHigh),
      fnmr: short(curve.fnmr),
      fnmrLow: short(curve.fnmrLow),
      fnmrHigh: short(curve.fnmrHigh),
    },
  };
}

/** The people enrolled here, their templates of a model, and the comparisons with them that somebody judged. */
export function ownPeople(core: Core, modelId: string): Source {
  const stored = core.store.templates.ofModel(modelId);
  const numbers = new Map([...new Set(stored.map(({ personId }) => personId))].map((id, i) => [id, i]));
  const templates = stored.map(({ personId, vector, quality }) => ({
    person: numbers.get(personId)!,
    vector,
    quality,
  }));
  const judged = core.store.labels.ofModel(modelId).flatMap(({ personId, mated, score }) => {
    const person = numbers.get(personId);
    return person === undefined || score === null ? [] : [{ person, mated, score }];
  });
  return { templates, people: numbers.size, judged };
}

async function readDataSet(core: Core, path: string, work: Work): Promise<Outcome<DataSet>> {
  const root = resolve(path);
  let folders: PersonFolder[];
  try {
    folders = await readPersonFolders(root);
  } catch (error) {
    const missing = ['ENOENT', 'ENOTDIR', 'EACCES'].includes((error as NodeJS.ErrnoException).code ?? '');
    if (!missing && !(error instanceof DataSetError)) throw error;
    return fail(
      'BAD_INPUT',
      missing ? `The folder ${root} cannot be read. Name a folder with one folder a person.` : (error as Error).message,
    );
  }
  const used = fewer(folders);
  const images = used.flatMap(({ paths }, person) => paths.map((image) => ({ image, person })));
  // A process of its own, at a lower priority: the Desk goes on. Templates that an evaluation kept of the same pictures are not made again.
  const engine = core.startTrial();
  const record = core.record();
  const source = engineSource(engine, record, {
    cache: keptSamples(core.store.evaluationSamples, record),
    background: true,
  });
  const embedded = await embedImages(
    source,
    root,
    images.map(({ image }) => image),
    { signal: work.signal, onProgress: ({ done, total }) => work.report(0.7 * (done / total)) },
  ).finally(() => engine.close());
  work.done(0.7);
  const templates = embedded.samples.flatMap(({ template, quality = 1 }, i) =>
    template === null ? [] : [{ person: images[i]!.person, vector: template, quality }],
  );
  if (new Set(templates.map(({ person }) => person)).size < 2)
    return fail('BAD_INPUT', `${root} needs pictures with faces of at least two people, one folder each.`);
  return ok({
    templates,
    people: used.length,
    judged: [],
    about: {
      name: basename(root),
      path: root,
      images: images.length,
      imagesFound: folders.reduce((sum, { paths }) => sum + paths.length, 0),
      people: used.length,
      failures: embedded.failures.length,
    },
  });
}

/** At most `imagesMost`, from as many people as possible: the same number of each, the first ones. */
export function fewer(folders: readonly PersonFolder[], most = imagesMost): PersonFolder[] {
  let each = Math.max(...folders.map(({ paths }) => paths.length));
  const count = (): number => folders.reduce((sum, { paths }) => sum + Math.min(each, paths.length), 0);
  while (each > 1 && count() > most) each--;
  // With one image each there may still be too many: every so manyth person, so that a list in order of names is not cut off.
  const step = Math.max(1, Math.ceil(count() / most));
  return folders
    .filter((_, i) => step === 1 || i % step === 0)
    .map(({ person, paths }) => ({ person, paths: paths.slice(0, each) }));
}

/** Long computations in steps, with one measure of progress for all of them. */
class Work {
  readonly signal: AbortSignal;
  readonly #tell: (value: unknown) => void;
  #before = 0;

  constructor({ signal, progress }: CallContext) {
    this.signal = signal;
    this.#tell = progress;
  }

  /** `share`: of all the work, from 0 to 1, how much this is. */
  done(share: number): void {
    this.#before += share;
    this.report(0);
  }

  report(share: number): void {
    this.#tell({ done: Math.round((this.#before + share) * 1000), total: 1000 });
  }

  /** Null when it was cancelled. */
  async run<T>(steps: Generator<number, T, void>, share: number): Promise<T | null> {
    for (let step = steps.next(); ; step = steps.next()) {
      if (step.done) {
        this.done(share);
        return step.value;
      }
      if (this.signal.aborted) return null;
      this.report(step.value * share);
      await new Promise(setImmediate);
    }
  }
}
