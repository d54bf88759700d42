import { type CheckResult, conclude, type Finding, type Progress, type Verdict, verdictOfCount } from './check.ts';
import type { EngineTools } from './in-engine.ts';
import {
  CLASSIC,
  type Classic,
  type ClassicFigures,
  classicIds,
  classicOn,
  knownOf,
  reorderedShare,
} from './metric/classic.ts';
import { classic, uses, ways } from './metric/compared.ts';
import { enrolment, spaceFigures } from './metric/measures.ts';
import { pictures } from './metric/pictures.ts';
import { SMALL_NETWORK } from './metric/small-embedding.ts';
import { pixelSpace } from './metric/spaces.ts';
import { mean, spread } from './metric/spread.ts';
import { type Study, type StudyInput, study, type Trained } from './metric/study.ts';
import { train } from './metric/train.ts';
import { type WayId, wayIds } from './metric/ways.ts';

/** What of the check is exchanged by a test. */
export interface UnderTest {
  readonly study: typeof study;
  readonly classic: Classic;
}
export const UNDER_TEST: UnderTest = { study, classic: CLASSIC };

/**
 * Trains one small network in five ways from the same seeds, on the same people, and asks about people held back from training:
 * how near theirs come, who is recognised after one insert, and what K-means, K-NN and SVM make of raw pixels, of principal
 * components and of the embedding.
 */
async function* check(
  input: StudyInput,
  tools: EngineTools,
  underTest: UnderTest = UNDER_TEST,
): AsyncGenerator<Progress, CheckResult> {
  const running = underTest.study(input, wayIds, tools);
  for (;;) {
    const next = await running.next();
    if (next.done === true) return conclude(findingsOf(next.value, input, underTest.classic));
    const { done, total } = next.value;
    yield { done, total };
  }
}

interface Seen {
  readonly pixels: ReturnType<typeof spaceFigures>;
  readonly by: Readonly<Record<WayId, ReturnType<typeof spaceFigures>>>;
}

function findingsOf({ faces, trained }: Study, { seeds }: StudyInput, algorithms: Classic): Finding[] {
  const runs = Array.from({ length: seeds }, (_, run) => run);
  const one = (way: WayId, run: number): Trained => trained.find((t) => t.way === way && t.run === run)!;
  const camerasOf = (pictures: readonly number[]) => Uint8Array.from(pictures, (picture) => faces.cameras[picture]!);
  const seen: Seen[] = runs.map((run) => {
    const { fresh, train } = one('triplet', run).deal;
    const figures = (space: Parameters<typeof spaceFigures>[0]) => spaceFigures(space, camerasOf(fresh));
    return {
      pixels: figures(pixelSpace(faces, fresh, train)),
      by: Object.fromEntries(wayIds.map((way) => [way, figures(one(way, run).space(fresh))])) as Seen['by'],
    };
  });
  const mapOf = (way: WayId): number[] => seen.map(({ by }) => by[way].mapAtR);
  const pixelMap = seen.map(({ pixels }) => pixels.mapAtR);
  const better = (way: WayId): number => seen.filter(({ by, pixels }) => by[way].mapAtR > pixels.mapAtR).length;
  const people = one('triplet', 0).deal.fresh.length;
  return [
    nearer(seen, people),
    {
      id: 'dense',
      verdict: verdictOfCount(better('triplet'), seeds),
      figures: {
        seeds,
        from: faces.size * faces.size * 3,
        to: SMALL_NETWORK.dimension,
        pixels: mean(pixelMap),
        learnt: mean(mapOf('triplet')),
        sd: spread(mapOf('triplet')),
      },
    },
    ...classics(
      faces,
      runs.map((run) => one('triplet', run)),
      algorithms,
    ),
    enrolled(
      runs.map((run) => one('triplet', run)),
      runs.map((run) => one('softmax', run)),
    ),
    {
      // Whether what a softmax trained is of use once the softmax is gone.
      id: 'classifier',
      verdict: better('softmax') + better('arcface') === 0 ? 'holds' : 'holds-when',
      figures: {
        pixels: mean(pixelMap),
        softmax: mean(mapOf('softmax')),
        softmaxSd: spread(mapOf('softmax')),
        arcface: mean(mapOf('arcface')),
        arcfaceSd: spread(mapOf('arcface')),
        triplet: mean(mapOf('triplet')),
        tripletSd: spread(mapOf('triplet')),
      },
    },
    supervised(seen, mapOf, better),
    surface(
      faces,
      runs.map((run) => one('softmax', run)),
      algorithms,
    ),
    served(seen),
  ];
}

function nearer(seen: readonly Seen[], pictures: number): Finding {
  const held = seen.filter(({ by, pixels }) => by.triplet.nearness < pixels.nearness).length;
  return {
    id: 'nearer',
    verdict: verdictOfCount(held, seen.length),
    figures: {
      seeds: seen.length,
      pictures,
      pixels: mean(seen.map(({ pixels }) => pixels.nearness)),
      learnt: mean(seen.map(({ by }) => by.triplet.nearness)),
      sd: spread(seen.map(({ by }) => by.triplet.nearness)),
    },
  };
}

/** That the three learn no distance, and what they gain where one was learnt. */
function classics(faces: Study['faces'], runs: readonly Trained[], algorithms: Classic): Finding[] {
  const results = runs.map(({ run, deal, space }) => {
    const known = knownOf(deal.fresh.length);
    const [raw, learnt] = [pixelSpace(faces, deal.fresh, deal.train), space(deal.fresh)];
    return {
      raw: classicOn(raw, known, run, algorithms),
      learnt: classicOn(learnt, known, run, algorithms),
      moved: reorderedShare(raw, learnt, run),
    };
  });
  const reordered = results.reduce((sum, { raw, learnt }) => sum + raw.reordered + learnt.reordered, 0);
  const compared = results.reduce((sum, { raw, learnt }) => sum + raw.compared + learnt.compared, 0);
  const of = (which: 'raw' | 'learnt', id: keyof ClassicFigures): number =>
    mean(results.map((result) => result[which].figures[id]));
  const gained = classicIds.filter((id) => of('learnt', id) > of('raw', id)).length;
  return [
    {
      id: 'learners',
      verdict: reordered === 0 ? 'does-not-hold' : 'holds',
      figures: { compared, reordered, moved: Math.round(100 * mean(results.map(({ moved }) => moved))) },
    },
    {
      id: 'gain',
      verdict: verdictOfCount(gained, classicIds.length),
      figures: {
        kMeansRaw: of('raw', 'kMeans'),
        kMeansLearnt: of('learnt', 'kMeans'),
        kNearestRaw: of('raw', 'kNearest'),
        kNearestLearnt: of('learnt', 'kNearest'),
        svmRaw: of('raw', 'svm'),
        svmLearnt: of('learnt', 'svm'),
      },
    },
  ];
}

/** How much of the old people's rate newcomers may cost. */
const TOLERATED = 0.05;

function enrolled(runs: readonly Trained[], classifiers: readonly Trained[]): Finding {
  const all = runs.map(({ deal, space }) =>
    enrolment(
      { gallery: space(deal.train), probes: space(deal.oldProbes) },
      { gallery: space(deal.newGallery), probes: space(deal.newProbes) },
    ),
  );
  const held = all.filter((e) => e.newAfter >= e.oldAfter / 2 && e.oldBefore - e.oldAfter <= TOLERATED).length;
  const { deal } = runs[0]!;
  return {
    id: 'enrol',
    verdict: verdictOfCount(held, all.length),
    figures: {
      oldBefore: mean(all.map((e) => e.oldBefore)),
      oldAfter: mean(all.map((e) => e.oldAfter)),
      newAfter: mean(all.map((e) => e.newAfter)),
      newBefore: mean(all.map((e) => e.newBefore)),
      oldProbes: deal.oldProbes.length * all.length,
      newProbes: deal.newProbes.length * all.length,
      classifier: mean(classifiers.map((run) => run.classifier ?? Number.NaN)),
    },
  };
}

/** Whether contrastive learning goes without names: the same idea with names and without. */
function supervised(seen: readonly Seen[], mapOf: (way: WayId) => number[], better: (way: WayId) => number): Finding {
  const [views, names] = [mapOf('views'), mapOf('contrastive')];
  return {
    id: 'supervised',
    verdict:
      better('contrastive') === seen.length ? 'does-not-hold' : better('contrastive') > 0 ? 'holds-when' : 'holds',
    figures: {
      seeds: seen.length,
      views: mean(views),
      viewsSd: spread(views),
      names: mean(names),
      namesSd: spread(names),
      pixels: mean(seen.map(({ pixels }) => pixels.mapAtR)),
    },
  };
}

/** A surface (the softmax's own, an SVM) and a distance (nearest prototype, K-NN) on the very same features. */
function surface(faces: Study['faces'], runs: readonly Trained[], algorithms: Classic): Finding {
  const both = runs.map(({ run, deal, space, classifier }) => {
    const nearest = enrolment(
      { gallery: space(deal.train), probes: space(deal.oldProbes) },
      { gallery: space(deal.newGallery), probes: space(deal.newProbes) },
    ).oldBefore;
    const { figures } = classicOn(space(deal.fresh), knownOf(deal.fresh.length), run, algorithms);
    return { classifier: classifier ?? Number.NaN, nearest, ...figures };
  });
  const figures = {
    people: new Set(runs[0]!.deal.train.map((picture) => faces.labels[picture])).size,
    classifier: mean(both.map((one) => one.classifier)),
    nearest: mean(both.map((one) => one.nearest)),
    svm: mean(both.map((one) => one.svm)),
    kNearest: mean(both.map((one) => one.kNearest)),
  };
  const chance = 2 / figures.people;
  // One of them alone would make the notes right: features good for a surface and of no use to a distance, or the other way round.
  const verdict: Verdict = figures.classifier > chance && figures.nearest > chance ? 'holds-when' : 'holds';
  return { id: 'surface', verdict, figures };
}

/** One embedding, three uses: each against raw pixels. */
function served(seen: readonly Seen[]): Finding {
  const held = seen.flatMap(({ by: { triplet }, pixels }) => [
    triplet.recallAt1 >= pixels.recallAt1,
    triplet.eer < pixels.eer,
    (triplet.rank1 ?? 0) > (pixels.rank1 ?? 0),
  ]);
  const of = (pick: (figures: ReturnType<typeof spaceFigures>) => number): [number, number] => [
    mean(seen.map(({ pixels }) => pick(pixels))),
    mean(seen.map(({ by }) => pick(by.triplet))),
  ];
  const [recallRaw, recall] = of(({ recallAt1 }) => recallAt1);
  const [eerRaw, eer] = of(({ eer: rate }) => rate);
  const [rankRaw, rank] = of(({ rank1 }) => rank1 ?? 0);
  return {
    id: 'uses',
    verdict: verdictOfCount(held.filter(Boolean).length, held.length),
    figures: {
      held: held.filter(Boolean).length,
      cases: held.length,
      ...{ recallRaw, recall, rankRaw, rank },
      eerRaw: 100 * eerRaw,
      eer: 100 * eer,
    },
  };
}

export const tasks = { check, train, ways, classic, uses, pictures };
