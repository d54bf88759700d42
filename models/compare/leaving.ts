import { withoutRow } from '../classify/head.ts';
import { accuracyOf, galleryAnswers, softmaxAnswers, tallies } from './answers.ts';
import type { Look } from './course.ts';
import type { DealtPerson } from './deal.ts';
import { rowsOf } from './gallery.ts';
import type { Learnt } from './learner.ts';
import { stepsFor } from './recipes.ts';
import type { Tally, WayRun } from './results.ts';
import { probesOf, rosterOf } from './roster.ts';
import { type Classifier, unitFeatures } from './space.ts';
import { type Happening, lookedAt, type Stage, type TrainedPair } from './trained-pair.ts';
import { asClassifier, followed, type Newcomer, pointsOf } from './ways.ts';

/** What leaving left behind. */
interface LeftHead {
  readonly run: WayRun;
  readonly classifier: Classifier;
  readonly labels: readonly number[];
}

/** Somebody leaves a gallery. The gallery is as before when this returns. */
export async function removeFrom(
  { running, choice }: Stage,
  pair: TrainedPair,
  { person }: Newcomer,
  withOut: () => Promise<void>,
): Promise<{ readonly run: WayRun }> {
  const { metric, metricSpace, people, before } = pair;
  const begun = running.now();
  metric.remove(person.label);
  const ms = running.now() - begun;
  const others = people.filter(({ label }) => label !== person.label);
  const { person: answered } = await galleryAnswers(metricSpace, metric, probesOf(others), running.now);
  await withOut();
  metric.add(person.label, rowsOf(await unitFeatures(metricSpace, person.enrol), metricSpace.dimension));
  const old = tallies(others, answered);
  const oldBefore = before.metric.filter(({ label }) => label !== person.label);
  const run: WayRun = {
    ...{ id: 'remove', newcomer: person.label, ms, embedMs: 0, compileMs: 0, timed: 'gallery' },
    ...{ reached: accuracyOf(old) >= choice.target * accuracyOf(oldBefore) },
    ...{ newcomerTally: null, old, oldBefore, left: null, points: [] },
  };
  return { run };
}

/** Somebody leaves a head: their row is taken away, or everything is trained anew without them. */
export async function* leaveHead(
  stage: Stage,
  pair: TrainedPair,
  { person, index }: Newcomer,
  id: 'drop-row' | 'scratch',
): AsyncGenerator<Happening, LeftHead, void> {
  const { running, regime, seed, choice } = stage;
  const others = pair.people.filter(({ label }) => label !== person.label);
  const oldBefore = pair.before.softmax.filter(({ label }) => label !== person.label);
  const roster = rosterOf(others);
  const said = async (classifier: Classifier, people: readonly DealtPerson[]): Promise<Tally[]> =>
    tallies(people, (await softmaxAnswers(classifier, roster.labels, probesOf(people), running.now)).person);
  const ended = async (
    classifier: Classifier,
    run: Pick<WayRun, 'ms' | 'compileMs' | 'timed' | 'points'> & { readonly reached?: boolean },
  ): Promise<LeftHead> => {
    const old = await said(classifier, others);
    const reached = run.reached ?? accuracyOf(old) >= choice.target * accuracyOf(oldBefore);
    const about = { id, newcomer: person.label, embedMs: 0, newcomerTally: null, old, oldBefore, left: null };
    return { run: { ...about, ...run, reached }, classifier, labels: roster.labels };
  };
  if (id === 'drop-row') {
    const { space, head } = pair.classifier;
    const begun = running.now();
    const classifier = { space, head: withoutRow(head, pair.roster.labels.indexOf(person.label)) };
    return ended(classifier, { ms: running.now() - begun, compileMs: 0, timed: 'head', points: [] });
  }
  const some = lookedAt(others);
  const look = async (learnt: Learnt): Promise<Look> => {
    const old = accuracyOf(await said(asClassifier(learnt), some));
    return { newcomer: null, old, met: old >= choice.target * accuracyOf(oldBefore) };
  };
  const learner = await regime.softmax(roster, seed);
  const steps = stepsFor(choice, others.length);
  const end = yield* followed(stage, learner, { id, index, steps, rate: regime.rates.full, look });
  return ended(asClassifier(end.learnt), {
    ...{ ms: 1000 * (end.metAt ?? end.seconds), reached: end.metAt !== null, compileMs: learner.compileMs },
    ...{ timed: 'training', points: pointsOf(end) },
  });
}
