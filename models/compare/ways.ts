import { type Head, imprinted } from '../classify/head.ts';
import { accuracyOf, galleryAnswers, goodEnough, softmaxAnswers, tallies } from './answers.ts';
import type { WayId } from './choice.ts';
import { type CourseEnd, course, type Look } from './course.ts';
import type { DealtPerson } from './deal.ts';
import { type ComparedGallery, rowsOf } from './gallery.ts';
import type { Learner, Learnt } from './learner.ts';
import { optimiserFor, stepsFor } from './recipes.ts';
import type { Tally, WayRun } from './results.ts';
import { probesOf, type Roster, rosterOf } from './roster.ts';
import { type Classifier, type Space, unitFeatures } from './space.ts';
import { type Happening, lookedAt, type Stage, type TrainedPair } from './trained-pair.ts';

/** Looks while a newcomer is learnt. */
const LOOKS = 24;

/** How many epochs a warm start takes at most, as a share of those from nothing. */
const WARM_SHARE = 0.5;

/** What a way left behind, for pictures to be answered by. */
export interface WayEnd {
  readonly run: WayRun;
  /** Of softmax: the recogniser with its new head. */
  readonly classifier: Classifier | null;
  readonly labels: readonly number[];
}

/** The newcomer's place among newcomers, for the page. */
export interface Newcomer {
  readonly person: DealtPerson;
  readonly index: number;
}

/** Into a gallery: one insert. The gallery is as before when this returns; `withIn` is called while the newcomer is in it. */
export async function insertInto(
  { regime, running, choice, storeMs }: Stage,
  { people, before }: TrainedPair,
  { person }: Newcomer,
  which: 'metric' | 'features',
  space: Space,
  gallery: ComparedGallery,
  withIn: () => Promise<void>,
): Promise<WayEnd> {
  const embedMs = await regime.timeFeatures(space, person.enrol);
  const rows = rowsOf(await unitFeatures(space, person.enrol), space.dimension);
  const begun = running.now();
  gallery.add(person.label, rows);
  const inGallery = running.now() - begun;
  const stored = which === 'metric' ? storeMs?.(people.length) : undefined;
  const everybody = [...people, person];
  const { person: answered } = await galleryAnswers(space, gallery, probesOf(everybody), running.now);
  await withIn();
  gallery.remove(person.label);
  const all = tallies(everybody, answered);
  const [newcomer, old] = [all.at(-1)!, all.slice(0, -1)];
  const oldBefore = before[which];
  const run: WayRun = {
    ...{ id: which === 'metric' ? 'insert' : 'features-insert', newcomer: person.label, embedMs, compileMs: 0 },
    ...{ ms: embedMs + (stored ?? inGallery), timed: stored === undefined ? 'gallery' : 'store' },
    reached: isMet(newcomer, old, oldBefore, choice.target),
    ...{ newcomerTally: newcomer, old, oldBefore, left: null, points: [] },
  };
  return { run, classifier: null, labels: [] };
}

/** A row set from the newcomer's features. */
export async function imprint(stage: Stage, pair: TrainedPair, { person }: Newcomer): Promise<WayEnd> {
  const { regime, running } = stage;
  const { space, head } = pair.classifier;
  const embedMs = await regime.timeFeatures(space, person.enrol);
  const features = await space.features(person.enrol);
  const begun = running.now();
  const classifier = { space, head: imprinted(head, features) };
  const ms = embedMs + running.now() - begun;
  return softmaxEnd(stage, pair, person, classifier, { id: 'imprinted', ms, embedMs, compileMs: 0, timed: 'head' });
}

/** By training: from nothing, from what was learnt, or the last layer alone; null where a regime has no such way. */
export async function* train(
  stage: Stage,
  pair: TrainedPair,
  { person, index }: Newcomer,
  id: 'scratch' | 'warm' | 'last-layer',
): AsyncGenerator<Happening, WayEnd | null, void> {
  const { regime, seed, choice } = stage;
  const everybody = [...pair.people, person];
  const roster = rosterOf(everybody);
  const { space, head } = pair.classifier;
  // A backbone that begins from nothing needs no features of before.
  const embedMs = id === 'scratch' && regime.space === null ? 0 : await regime.timeFeatures(space, person.enrol);
  // Not from chance: the row begins where imprinting puts it.
  const begin = (): Promise<Head> => space.features(person.enrol).then((features) => imprinted(head, features));
  const opened =
    id === 'scratch'
      ? regime.softmax(roster, seed)
      : id === 'warm'
        ? regime.warm(roster, pair.softmax, await begin(), seed)
        : regime.lastLayer(roster, pair.softmax, await begin(), seed);
  if (opened === null) return null;
  const rate = { scratch: regime.rates.full, warm: regime.rates.warm, 'last-layer': regime.rates.lastLayer }[id];
  const steps = Math.ceil(stepsFor(choice, everybody.length) * (id === 'scratch' ? 1 : WARM_SHARE));
  const learner = await opened;
  const old = lookedAt(pair.people);
  const oldBefore = pair.before.softmax.slice(0, old.length);
  const look = async (learnt: Learnt): Promise<Look> => {
    const looked = [...old, person];
    const { person: answered } = await softmaxAnswers(
      asClassifier(learnt),
      roster.labels,
      probesOf(looked),
      stage.running.now,
    );
    const all = tallies(looked, answered);
    const [newcomer, others] = [all.at(-1)!, all.slice(0, -1)];
    return {
      newcomer: accuracyOf([newcomer]),
      old: accuracyOf(others),
      met: isMet(newcomer, others, oldBefore, choice.target),
    };
  };
  const end = yield* followed(stage, learner, { id, index, steps, rate, look });
  return softmaxEnd(stage, pair, person, asClassifier(end.learnt), {
    ...{ id, embedMs, compileMs: learner.compileMs, timed: 'training' },
    ms: embedMs + 1000 * (end.metAt ?? end.seconds),
    ...{ points: pointsOf(end), metAt: end.metAt },
  });
}

export interface Following {
  readonly id: WayId;
  readonly index: number;
  readonly steps: number;
  readonly rate: number;
  readonly look: (learnt: Learnt) => Promise<Look>;
}

/** A learner's way, told as it goes. */
export async function* followed(
  { running }: Stage,
  learner: Learner,
  { id, index, steps, rate, look }: Following,
): AsyncGenerator<Happening, CourseEnd, void> {
  try {
    const plan = { steps, optimiser: optimiserFor(rate), looks: LOOKS, look, stop: true };
    const way = course(learner, plan, running.now);
    let next = await way.next();
    for (; !next.done; next = await way.next()) {
      const { step, seconds, newcomer, old } = next.value;
      yield { kind: 'stage', stage: { stage: 'way', way: id, done: step, total: steps } };
      const about = { recogniser: 'softmax', way: id, newcomerIndex: index } as const;
      yield { kind: 'point', point: { ...about, step, seconds, newcomer, old } };
    }
    return next.value;
  } finally {
    await learner.release();
  }
}

async function softmaxEnd(
  { running, choice }: Stage,
  { people, before }: TrainedPair,
  person: DealtPerson,
  classifier: Classifier,
  run: Pick<WayRun, 'id' | 'ms' | 'embedMs' | 'compileMs' | 'timed'> & {
    readonly points?: WayRun['points'];
    /** Of training: when it was good enough; null: never. */
    readonly metAt?: number | null;
  },
): Promise<WayEnd> {
  const everybody = [...people, person];
  const { labels }: Roster = rosterOf(everybody);
  const { person: answered } = await softmaxAnswers(classifier, labels, probesOf(everybody), running.now);
  const all = tallies(everybody, answered);
  const [newcomerTally, old] = [all.at(-1)!, all.slice(0, -1)];
  const { metAt, points = [], ...about } = run;
  const reached = metAt === undefined ? isMet(newcomerTally, old, before.softmax, choice.target) : metAt !== null;
  const oldBefore = before.softmax;
  return {
    run: { ...about, newcomer: person.label, reached, newcomerTally, old, oldBefore, left: null, points },
    classifier,
    labels,
  };
}

export const asClassifier = ({ space, head }: Learnt): Classifier => ({ space, head: head! });

export const pointsOf = ({ points }: CourseEnd): WayRun['points'] =>
  points.map(({ seconds, newcomer, old }) => ({ seconds, newcomer, old }));

/** The newcomer and the old people are both recognised at the target share of the old people's accuracy before. */
function isMet(newcomer: Tally, old: readonly Tally[], oldBefore: readonly Tally[], target: number): boolean {
  const before = accuracyOf(oldBefore);
  return goodEnough(newcomer, target, before) && accuracyOf(old) >= target * before - 1e-9;
}
