import { seededRandom } from '../metrics/seeded-random.ts';
import type { EagerExecutor, Executor } from '../runtime/types.ts';
import { shuffled } from '../samplers/shuffle.ts';
import type { PictureSource } from '../train/picture-source.ts';
import { withBadLight } from './bad-light.ts';
import type { ComparisonChoice } from './choice.ts';
import { type CastingOrder, type Deal, type DealtPerson, deal } from './deal.ts';
import { findingsOf } from './findings.ts';
import type { OpenGallery } from './gallery.ts';
import type { Running } from './learner.ts';
import { alikeFirst } from './look-alikes.ts';
import { checkComparison } from './recipes.ts';
import { recogniserFigures } from './recogniser-figures.ts';
import { frozenRegime, type Regime, trainedRegime } from './regime.ts';
import type { ComparisonReport, ComparisonResults, ProbeRecord, SeedRecord, StageReport } from './results.ts';
import { probesOf } from './roster.ts';
import { runSeed } from './seed-run.ts';
import type { EmbedPictures } from './space.ts';
import { ratioEstimate, wayFigures } from './way-figures.ts';

/** What a comparison is made with; who decodes pictures, runs networks and searches galleries is the caller's. */
export interface ComparisonParts {
  readonly source: PictureSource;
  readonly executor: Executor | EagerExecutor;
  /** Threads within one operator; default 1. */
  readonly threads?: number;
  readonly openGallery: OpenGallery;
  /** Who plays which part, by seed, where the caller dealt already; else people are dealt here. */
  readonly deals?: readonly Deal[];
  /** Of a frozen backbone: the network that is not trained. */
  readonly frozen?: Readonly<{ modelId: string; embed: EmbedPictures; dimension: number }>;
  /** Milliseconds to enrol one more person at a number of people through a store, where that was timed. */
  readonly storeMs?: ((people: number) => number) | undefined;
  /** Milliseconds on a steady clock; default performance.now. */
  readonly now?: () => number;
}

/**
 * Runs a comparison: for each seed people are dealt, both recognisers trained, and the scenario happens to them. Reports as it
 * goes; after each seed figures of all until then.
 * @throws ComparisonError on a choice that cannot be run, or too few people
 */
export async function* compareRecognisers(
  choice: ComparisonChoice,
  parts: ComparisonParts,
): AsyncGenerator<ComparisonReport, void, void> {
  checkComparison(choice);
  const { executor, threads = 1, frozen, now = () => performance.now() } = parts;
  const running: Running = { executor, threads, now };
  const source = choice.scenario === 'bad-light' ? withBadLight(parts.source) : parts.source;
  const { deals } = parts;
  const alike = choice.scenario === 'look-alikes' && deals === undefined;
  const order = alike ? await alikeFirst(parts.source) : undefined;
  const modelId = choice.backbone.kind === 'frozen' ? (frozen?.modelId ?? null) : null;
  const records: SeedRecord[] = [];
  // One for all seeds: what is compiled and what was embedded serves them all.
  const regime = await openRegime(choice, source, frozen, running);
  try {
    for (const [seedIndex, seed] of choice.seeds.entries()) {
      const stageOf = (stage: Omit<StageReport, 'seedIndex'>): ComparisonReport => ({
        ...{ kind: 'stage', seedIndex },
        ...stage,
      });
      yield stageOf({ stage: 'drawing', way: null, done: 0, total: 1 });
      const dealt = seen(choice, deals?.[seedIndex] ?? dealFor(choice, parts.source, seed, order), parts.source);
      const pictures = picturesOf(dealt);
      for await (const done of regime.prepare(pictures))
        yield stageOf({ stage: 'drawing', way: null, done, total: pictures.length });
      const { openGallery, storeMs } = parts;
      const run = runSeed({ choice, seed, regime, openGallery, running, storeMs }, dealt);
      let next = await run.next();
      for (; !next.done; next = await run.next())
        yield next.value.kind === 'stage'
          ? stageOf(next.value.stage)
          : { kind: 'point', point: { ...next.value.point, seed } };
      const record = inSource(next.value, parts.source.labels.length);
      records.push(record);
      yield { kind: 'seed', record, results: resultsOf(choice, records, modelId) };
    }
  } finally {
    await regime.release();
  }
}

const openRegime = async (
  choice: ComparisonChoice,
  source: PictureSource,
  frozen: ComparisonParts['frozen'],
  running: Running,
): Promise<Regime> => {
  if (choice.backbone.kind === 'trained') return trainedRegime(choice, source, running);
  if (frozen === undefined) throw new Error('compare: a frozen backbone was not given');
  return frozenRegime(choice, source, frozen, running);
};

function dealFor(choice: ComparisonChoice, { labels }: PictureSource, seed: number, order?: CastingOrder): Deal {
  const { enrolled, newcomers, strangers } = choice.people;
  // The most alike of all that there are; who of them plays which part is chance again.
  const cast = order && shuffled(order.slice(0, enrolled + newcomers + strangers), seededRandom(seed));
  return deal(labels, choice, seed, cast);
}

/** Probes as this scenario's camera sees them. */
function seen(choice: ComparisonChoice, dealt: Deal, { labels }: PictureSource): Deal {
  if (choice.scenario !== 'bad-light') return dealt;
  const dark = (people: readonly DealtPerson[]): DealtPerson[] =>
    people.map((person) => ({ ...person, probes: person.probes.map((picture) => picture + labels.length) }));
  return { enrolled: dark(dealt.enrolled), newcomers: dark(dealt.newcomers), strangers: dark(dealt.strangers) };
}

const picturesOf = ({ enrolled, newcomers, strangers }: Deal): Int32Array => {
  const all = [...enrolled, ...newcomers, ...strangers];
  return Int32Array.from([...all.flatMap(({ enrol }) => [...enrol]), ...probesOf(all)]);
};

/** Pictures as the caller numbers them, whatever light they were seen in. */
function inSource(record: SeedRecord, count: number): SeedRecord {
  return {
    ...record,
    probes: record.probes.map((probe): ProbeRecord => ({ ...probe, picture: probe.picture % count })),
  };
}

/** Figures of seeds, and what follows from them. */
export function resultsOf(
  choice: ComparisonChoice,
  records: readonly SeedRecord[],
  modelId: string | null,
): ComparisonResults {
  const last = records.at(-1);
  if (last === undefined) throw new RangeError('compare: there are no figures without a seed');
  const meanSeconds = (of: 'softmaxSeconds' | 'metricSeconds'): number | null => {
    const all = records.map(({ training }) => training[of]).filter((seconds) => seconds !== null);
    return all.length === 0 ? null : all.reduce((a, b) => a + b, 0) / all.length;
  };
  const figures = {
    seeds: records.map(({ seed }) => seed),
    people: last.people,
    modelId,
    training: {
      ...last.training,
      softmaxSeconds: meanSeconds('softmaxSeconds'),
      metricSeconds: meanSeconds('metricSeconds'),
    },
    recognisers: recogniserFigures(choice, records),
    ways: wayFigures(records),
    sizes: records.flatMap(({ sizes }) => sizes),
    enrolRatio: ratioEstimate(records, 'scratch', 'insert'),
  };
  return { ...figures, findings: findingsOf(choice, records, figures) };
}
