import { accuracyOf, enrolled, galleryAnswers, tallies } from './answers.ts';
import type { DealtPerson } from './deal.ts';
import { rowsOf } from './gallery.ts';
import type { SizePoint } from './results.ts';
import { probesOf } from './roster.ts';
import { unitFeatures } from './space.ts';
import { closePair, type Happening, lookedAt, type Stage, type TrainedPair, trainPair } from './trained-pair.ts';
import { train } from './ways.ts';

/** What was seen while people joined one by one. */
export interface Grown {
  readonly sizes: readonly SizePoint[];
  /** Both recognisers of everybody but the last, who was learnt from there. */
  readonly pair: TrainedPair;
}

/**
 * People join one by one. The metric recogniser, trained on the first of them alone, inserts each; at the chosen numbers softmax
 * is trained for all before the last, and learns the last from nothing and from what it knew, timed.
 */
export async function* oneByOne(stage: Stage, people: readonly DealtPerson[]): AsyncGenerator<Happening, Grown, void> {
  const { choice, openGallery, running, seed, regime, storeMs } = stage;
  const wanted = choice.sizes.filter((size) => size <= people.length);
  let pair: TrainedPair | null = null;
  const measured = new Map<number, Partial<SizePoint>>();
  /** The metric recogniser as it was trained with the first people. */
  let first: TrainedPair['metricSpace'] | null = null;
  for (const [done, size] of wanted.entries()) {
    yield { kind: 'stage', stage: { stage: 'sizes', way: null, done, total: wanted.length } };
    if (pair !== null) await closePair(pair);
    pair = yield* trainPair(stage, people.slice(0, size - 1));
    first ??= pair.metricSpace;
    const newcomer = { person: people[size - 1]!, index: done };
    const scratch = (yield* train(stage, pair, newcomer, 'scratch'))!.run;
    const warm = (yield* train(stage, pair, newcomer, 'warm'))!.run;
    measured.set(size, {
      ...{ scratchMs: scratch.ms, scratchReached: scratch.reached, warmMs: warm.ms, warmReached: warm.reached },
      softmaxAccuracy: accuracyOf([...scratch.old, scratch.newcomerTally!]),
    });
  }
  if (pair === null || first === null) throw new RangeError('compare: nobody to enrol one by one');
  const gallery = await enrolled(first, [], openGallery);
  const sizes: SizePoint[] = [];
  const last = wanted.at(-1)!;
  for (const [k, person] of people.slice(0, last).entries()) {
    const embedMs = await regime.timeFeatures(first, person.enrol);
    const rows = rowsOf(await unitFeatures(first, person.enrol), first.dimension);
    const begun = running.now();
    gallery.add(person.label, rows);
    const stored = storeMs?.(k);
    const insertMs = embedMs + (stored ?? running.now() - begun);
    const insertTimed = stored === undefined ? 'gallery' : 'store';
    const size = k + 1;
    const here = measured.get(size);
    const some = here === undefined ? [] : lookedAt(people.slice(0, size));
    const metricAccuracy =
      here === undefined
        ? null
        : accuracyOf(tallies(some, (await galleryAnswers(first, gallery, probesOf(some), running.now)).person));
    const none = { scratchMs: null, scratchReached: null, warmMs: null, warmReached: null, softmaxAccuracy: null };
    sizes.push({ ...none, ...here, seed, people: size, insertMs, insertTimed, metricAccuracy });
  }
  await gallery.close();
  return { sizes, pair };
}
