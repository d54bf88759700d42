import { accuracyOf, enrolled, galleryAnswers, softmaxAnswers, tallies } from './answers.ts';
import type { ComparisonChoice } from './choice.ts';
import { type CourseEnd, course, type Look } from './course.ts';
import type { DealtPerson } from './deal.ts';
import type { ComparedGallery, OpenGallery } from './gallery.ts';
import type { Learner, Learnt, Running } from './learner.ts';
import { optimiserFor, stepsFor } from './recipes.ts';
import type { Regime } from './regime.ts';
import type { LivePoint, StageReport, Tally } from './results.ts';
import { probesOf, type Roster, rosterOf } from './roster.ts';
import type { Classifier, Space } from './space.ts';

/** What happens while one waits. */
export type Happening =
  | { readonly kind: 'stage'; readonly stage: Omit<StageReport, 'seedIndex'> }
  | { readonly kind: 'point'; readonly point: Omit<LivePoint, 'seed'> };

/** What a seed's parts share. */
export interface Stage {
  readonly choice: ComparisonChoice;
  readonly seed: number;
  readonly regime: Regime;
  readonly openGallery: OpenGallery;
  readonly running: Running;
  /** Milliseconds to enrol one more person at this number of people through a store, where that was timed. */
  readonly storeMs?: ((people: number) => number) | undefined;
}

/** Both recognisers of the same people, and the control: who they know, how well they know them. */
export interface TrainedPair {
  readonly roster: Roster;
  readonly people: readonly DealtPerson[];
  readonly softmax: Learnt;
  readonly classifier: Classifier;
  readonly metricSpace: Space;
  readonly metric: ComparedGallery;
  /** The softmax-trained backbone without its head. With a frozen backbone the same space as the metric one. */
  readonly features: ComparedGallery;
  /** Probes of these people answered rightly. */
  readonly before: Readonly<{ softmax: readonly Tally[]; metric: readonly Tally[]; features: readonly Tally[] }>;
  readonly seconds: Readonly<{ softmax: number; metric: number | null }>;
  readonly steps: number;
}

/** Looks while a base recogniser is trained. */
const BASE_LOOKS = 10;

/** Probes looked at on the way; at the end all are. */
const MOST_LOOKED = 300;

/** Trains both recognisers of people from nothing, in the same steps. */
export async function* trainPair(
  stage: Stage,
  people: readonly DealtPerson[],
): AsyncGenerator<Happening, TrainedPair, void> {
  const { regime, choice, seed, openGallery, running } = stage;
  const roster = rosterOf(people);
  const steps = stepsFor(choice, people.length);
  const some = lookedAt(people);
  const softmaxLook = async ({ space, head }: Learnt): Promise<Look> => {
    const { person } = await softmaxAnswers({ space, head: head! }, roster.labels, probesOf(some), running.now);
    return { newcomer: null, old: accuracyOf(tallies(some, person)), met: false };
  };
  const softmax = yield* watched(stage, 'softmax', await regime.softmax(roster, seed), steps, softmaxLook);
  const metricLook = async ({ space }: Learnt): Promise<Look> => {
    const gallery = await enrolled(space, people, openGallery);
    const { person } = await galleryAnswers(space, gallery, probesOf(some), running.now);
    await gallery.close();
    return { newcomer: null, old: accuracyOf(tallies(some, person)), met: false };
  };
  const opened = regime.metric(roster, seed);
  const metric = opened === null ? null : yield* watched(stage, 'metric', await opened, steps, metricLook);
  const metricSpace = metric?.learnt.space ?? regime.space!;
  const galleries = {
    metric: await enrolled(metricSpace, people, openGallery),
    features: await enrolled(softmax.learnt.space, people, openGallery),
  };
  const classifier = { space: softmax.learnt.space, head: softmax.learnt.head! };
  const probes = probesOf(people);
  const said = {
    softmax: await softmaxAnswers(classifier, roster.labels, probes, running.now),
    metric: await galleryAnswers(metricSpace, galleries.metric, probes, running.now),
    features: await galleryAnswers(classifier.space, galleries.features, probes, running.now),
  };
  return {
    ...{ roster, people, softmax: softmax.learnt, classifier, metricSpace, ...galleries, steps },
    before: {
      softmax: tallies(people, said.softmax.person),
      metric: tallies(people, said.metric.person),
      features: tallies(people, said.features.person),
    },
    seconds: { softmax: softmax.seconds, metric: metric?.seconds ?? null },
  };
}

async function* watched(
  { regime, running }: Stage,
  which: 'softmax' | 'metric',
  learner: Learner,
  steps: number,
  look: (learnt: Learnt) => Promise<Look>,
): AsyncGenerator<Happening, CourseEnd, void> {
  try {
    const plan = { steps, optimiser: optimiserFor(regime.rates.full), looks: BASE_LOOKS, look, stop: false };
    const way = course(learner, plan, running.now);
    let next = await way.next();
    for (; !next.done; next = await way.next()) {
      const { step, seconds, old } = next.value;
      yield { kind: 'stage', stage: { stage: which, way: null, done: step, total: steps } };
      const about = { recogniser: which, way: null, newcomerIndex: null } as const;
      yield { kind: 'point', point: { ...about, step, seconds, newcomer: null, old } };
    }
    return next.value;
  } finally {
    await learner.release();
  }
}

/** Whole people whose probes are few enough to be looked at again and again. */
export function lookedAt(people: readonly DealtPerson[]): DealtPerson[] {
  let pictures = 0;
  return people.filter(({ probes }) => {
    pictures += probes.length;
    return pictures <= MOST_LOOKED;
  });
}

export async function closePair({ metric, features }: TrainedPair): Promise<void> {
  await metric.close();
  await features.close();
}
