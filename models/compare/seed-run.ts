import type { Deal, DealtPerson } from './deal.ts';
import { leaveHead, removeFrom } from './leaving.ts';
import { oneByOne } from './one-by-one.ts';
import type { ProbeRecord, SeedRecord, SizePoint, WayRun } from './results.ts';
import { probesOf } from './roster.ts';
import { closePair, type Happening, type Stage, type TrainedPair, trainPair } from './trained-pair.ts';
import {
  byGallery,
  bySoftmax,
  isAccepted,
  merged,
  type ScoredBy,
  scoredByAll,
  type Thresholds,
  thresholdsFor,
  verdicts,
} from './verdicts.ts';
import { imprint, insertInto, type Newcomer, train } from './ways.ts';

/** What one seed gives: both recognisers trained, strangers refused or not, and what the scenario does to them. */
export async function* runSeed(stage: Stage, dealt: Deal): AsyncGenerator<Happening, SeedRecord, void> {
  const { choice, running, regime, seed } = stage;
  const leaving = choice.scenario === 'leaves';
  const sizes: SizePoint[] = [];
  let pair: TrainedPair;
  if (choice.scenario === 'one-by-one') {
    const grown = yield* oneByOne(stage, dealt.enrolled);
    sizes.push(...grown.sizes);
    pair = grown.pair;
  } else pair = yield* trainPair(stage, leaving ? [...dealt.enrolled, ...dealt.newcomers] : dealt.enrolled);
  try {
    yield { kind: 'stage', stage: { stage: 'figures', way: null, done: 0, total: 1 } };
    const parts = { ...pair, labels: pair.roster.labels };
    const strangers = await scoredByAll(parts, dealt.strangers, running.now);
    const thresholds = thresholdsFor(strangers.scored, choice.targetFpir);
    const known = await scoredByAll(parts, leaving ? dealt.enrolled : pair.people, running.now);
    const probes = [
      ...verdicts(leaving ? dealt.enrolled : pair.people, 'enrolled', known.scored, thresholds),
      ...verdicts(dealt.strangers, 'stranger', strangers.scored, thresholds),
    ];
    const ways: WayRun[] = [];
    const context = { stage, pair, strangers: dealt.strangers, thresholds };
    if (choice.scenario !== 'stranger' && choice.scenario !== 'one-by-one')
      for (const [index, person] of dealt.newcomers.entries()) {
        const happened = yield* (leaving ? letGo : takeIn)(context, { person, index });
        ways.push(...happened.ways);
        probes.push(...happened.probes);
      }
    return {
      seed,
      people: {
        enrolled: dealt.enrolled.length,
        newcomers: dealt.newcomers.length,
        strangers: dealt.strangers.length,
      },
      training: {
        steps: pair.steps,
        softmaxSeconds: pair.seconds.softmax,
        metricSeconds: pair.seconds.metric,
        softmaxParameters: regime.parameters(pair.people.length).softmax,
        metricParameters: regime.parameters(pair.people.length).metric,
      },
      thresholds,
      answerMs: known.ms,
      ...{ probes, ways, sizes },
      portraits: [...dealt.enrolled, ...dealt.newcomers].map(({ label, enrol }) => ({ label, picture: enrol[0]! })),
    };
  } finally {
    await closePair(pair);
  }
}

interface Context {
  readonly stage: Stage;
  readonly pair: TrainedPair;
  readonly strangers: readonly DealtPerson[];
  /** Before anybody came or left. */
  readonly thresholds: Thresholds;
}

interface Happened {
  readonly ways: WayRun[];
  readonly probes: ProbeRecord[];
}

/** A newcomer, by each way; answered once with the retrained softmax recogniser and while they are in the galleries. */
async function* takeIn(context: Context, newcomer: Newcomer): AsyncGenerator<Happening, Happened, void> {
  const { stage, pair, thresholds, strangers } = context;
  const { now } = stage.running;
  const pictures = newcomer.person.probes;
  const ways: WayRun[] = [];
  const said: ScoredBy[] = [];
  const galleries = [
    ['metric', pair.metricSpace, pair.metric],
    ['features', pair.classifier.space, pair.features],
  ] as const;
  for (const [id, space, gallery] of galleries) {
    const { run } = await insertInto(stage, pair, newcomer, id, space, gallery, async () => {
      said.push((await byGallery(id, space, gallery, pictures, now)).scored);
    });
    ways.push(run);
  }
  ways.push((await imprint(stage, pair, newcomer)).run);
  let rejected = thresholds;
  for (const id of ['last-layer', 'warm', 'scratch'] as const) {
    const end = yield* train(stage, pair, newcomer, id);
    if (end === null) continue;
    ways.push(end.run);
    if (id !== 'scratch' || end.classifier === null) continue;
    said.push((await bySoftmax(end.classifier, end.labels, pictures, now)).scored);
    // Other weights have other scores: what is too little was not the same before.
    const others = await bySoftmax(end.classifier, end.labels, probesOf(strangers), now);
    rejected = { ...thresholds, ...thresholdsFor(others.scored, stage.choice.targetFpir) };
  }
  return { ways, probes: verdicts([newcomer.person], 'newcomer', merged(...said), rejected) };
}

/** Somebody who leaves, by each way; their pictures are then a stranger's. */
async function* letGo(context: Context, leaver: Newcomer): AsyncGenerator<Happening, Happened, void> {
  const { stage, pair, thresholds, strangers } = context;
  const { now } = stage.running;
  const { person } = leaver;
  const ways: WayRun[] = [];
  const named = (scored: ScoredBy, limits: Thresholds): WayRun['left'] => {
    // Of softmax the kinder of its two scores: the one that names fewer.
    const counts = Object.entries(scored).map(
      ([id, { score }]) => [...score].filter((one) => isAccepted(one, limits[id as keyof Thresholds])).length,
    );
    return { label: person.label, right: Math.min(...counts), trials: person.probes.length };
  };
  let byMetric: ScoredBy = {};
  const removed = await removeFrom(stage, pair, leaver, async () => {
    byMetric = (await byGallery('metric', pair.metricSpace, pair.metric, person.probes, now)).scored;
  });
  ways.push({ ...removed.run, left: named(byMetric, thresholds) });
  let said: ScoredBy = {};
  let limits = thresholds;
  for (const id of ['drop-row', 'scratch'] as const) {
    const end = yield* leaveHead(stage, pair, leaver, id);
    said = (await bySoftmax(end.classifier, end.labels, person.probes, now)).scored;
    const others = await bySoftmax(end.classifier, end.labels, probesOf(strangers), now);
    limits = thresholdsFor(others.scored, stage.choice.targetFpir);
    ways.push({ ...end.run, left: named(said, limits) });
  }
  return { ways, probes: verdicts([person], 'left', merged(said, byMetric), { ...thresholds, ...limits }) };
}
