import { listedNonMated, matedComparisons } from '../../../models/metrics/person-comparisons.ts';
import { scoreHistogram } from '../../../models/metrics/score-histogram.ts';
import { sortedScores } from '../../../models/metrics/scores.ts';
import { type TradeOffPoints, tradeOffPoints } from '../../../models/metrics/trade-off.ts';
import { type TradeOffBand, tradeOffBand } from '../../../models/metrics/trade-off-band.ts';
import { type EnrolledPerson, type EnrolmentSample, ExactGallery, enrolledPeople, type Fusion } from './galleries.ts';
import { type GalleryOfSize, galleryGrowth } from './gallery-growth.ts';
import type { IdentificationSearches } from './identification-figures.ts';
import { betterFusion, FPIR_TARGETS, type FusionFigures, fusionFigures } from './identification-report.ts';
import { type Probe, type Searches, searchAll } from './identification-searches.ts';
import { type ComputeOptions, definite, EXAMPLES, type OnShare } from './verification-result.ts';

/** Plain values, so that a worker can do the computing. */
export interface IdentificationInput {
  readonly samples: readonly EnrolmentSample[];
  readonly probes: readonly Probe[];
  readonly dimension: number;
  /** Null: both are computed and the better one counts. */
  readonly fusion: Fusion | null;
}

/** Everything that a report says of a 1:N protocol, the app's index apart. */
export interface IdentificationResult {
  readonly byFusion: Readonly<Record<Fusion, FusionFigures>>;
  readonly fusion: Fusion;
  /** The gallery by that fusion, to build an index of. */
  readonly people: readonly EnrolledPerson[];
  readonly exact: Searches;
  readonly curve: TradeOffPoints | null;
  readonly band: TradeOffBand;
  readonly histogram: {
    readonly mated: Float64Array;
    readonly nonMated: Float64Array;
    readonly matedWithoutScore: number;
  };
  readonly bySize: readonly GalleryOfSize[];
  /** To be looked at, by place among the probes: those known whose mate scored lowest, and the strangers who scored highest with whom. */
  readonly worst: readonly { readonly probe: number; readonly score: number }[];
  readonly closest: readonly { readonly probe: number; readonly personId: string; readonly score: number }[];
}

const BINS = 100;

export async function identifyAll(
  input: IdentificationInput,
  options: ComputeOptions,
  onShare: OnShare,
): Promise<IdentificationResult | null> {
  const { samples, probes, dimension } = input;
  const bootstrap = definite(options);
  const galleries = {
    best: new ExactGallery(enrolledPeople(samples, 'best'), dimension),
    mean: new ExactGallery(enrolledPeople(samples, 'mean'), dimension),
  };
  if (!onShare('search', 0, probes.length)) return null;
  const byFusion = {
    best: await fusionFigures(galleries.best, 'best', probes, bootstrap),
    mean: await fusionFigures(galleries.mean, 'mean', probes, bootstrap),
  };
  const fusion = input.fusion ?? betterFusion(byFusion);
  const gallery = galleries[fusion];
  const exact = await searchAll(gallery, probes, (done) => onShare('search', done, probes.length));
  if (exact === null || !onShare('intervals', 0, 2)) return null;
  const { searches } = byFusion[fusion];
  const bySize = await galleryGrowth(gallery, fusion, probes, FPIR_TARGETS.map(Number), bootstrap);
  const whole = FPIR_TARGETS.map((target) => byFusion[fusion].fnir[target]);
  if (!onShare('intervals', 1, 2)) return null;
  const result = {
    ...{ byFusion, fusion, exact, people: gallery.people },
    ...tradeOffOf(searches, bootstrap),
    bySize: [...bySize, { people: gallery.people.length, fnirAtFpir: whole }],
    ...examplesOf(probes, searches, exact),
  };
  onShare('intervals', 2, 2);
  return result;
}

/** Rank 1 is what counts: a mate who is not first is missed at every threshold, as if its score were −∞. */
export const firstMateScores = ({ known }: IdentificationSearches): Float64Array =>
  Float64Array.from(known, ({ mateRank, mateScore }) => (mateRank === 1 ? mateScore : Number.NEGATIVE_INFINITY));

function tradeOffOf(
  searches: IdentificationSearches,
  bootstrap: ComputeOptions,
): Pick<IdentificationResult, 'curve' | 'band' | 'histogram'> {
  const firsts = firstMateScores(searches);
  const mated = sortedScores(firsts);
  const strangers = sortedScores(searches.strangerTopScores);
  const scored = mated.filter((score) => score > Number.NEGATIVE_INFINITY);
  return {
    curve: tradeOffPoints(mated, strangers),
    band: tradeOffBand(
      searches.people,
      matedComparisons(firsts, searches.knownPerson),
      listedNonMated(searches.strangerTopScores, searches.strangerPerson),
      strangers.length,
      { ...definite(bootstrap), highest: 0.3 },
    ),
    histogram: {
      mated: scoreHistogram(scored, BINS),
      nonMated: scoreHistogram(strangers.filter(Number.isFinite), BINS),
      matedWithoutScore: mated.length - scored.length,
    },
  };
}

function examplesOf(
  probes: readonly Probe[],
  searches: IdentificationSearches,
  exact: Searches,
): Pick<IdentificationResult, 'worst' | 'closest'> {
  const known = Array.from(probes.keys()).filter((k) => probes[k]!.personId !== null);
  const strangers = Array.from(probes.keys()).filter(
    (k) => probes[k]!.personId === null && probes[k]!.template !== null,
  );
  const worst = known
    .map((probe, k) => ({ probe, score: searches.known[k]!.mateScore }))
    .sort((a, b) => a.score - b.score || a.probe - b.probe)
    .slice(0, EXAMPLES);
  const closest = strangers
    .flatMap((probe, k) => {
      // Somebody looked up as a stranger to their own gallery must not be shown beside themselves.
      const answer = exact.answers[probe] ?? null;
      const { without } = probes[probe]!;
      const personId = answer?.personId === without?.personId ? answer?.second?.personId : answer?.personId;
      return personId == null ? [] : [{ probe, personId, score: searches.strangerTopScores[k]! }];
    })
    .sort((a, b) => b.score - a.score || a.probe - b.probe)
    .slice(0, EXAMPLES);
  return { worst, closest };
}
