import type { SpaceId, UsesResult } from '../../../models/experiments/metric/compared.ts';
import { type RankedQuery, rankedQuery } from '../../../models/metrics/average-precision.ts';
import { detCurve } from '../../../models/metrics/det.ts';
import { equalErrorRate } from '../../../models/metrics/eer.ts';
import { cumulativeMatch } from '../../../models/metrics/identification.ts';
import { sortedScores } from '../../../models/metrics/scores.ts';
import type { TradePoint } from '../../charts/trade-off.ts';

export interface Ranked {
  readonly at: number;
  readonly score: number;
  readonly mated: boolean;
}

/** All other pictures by how alike they are to one, the closest first. */
export function rankingOf({ shown, scores }: UsesResult, space: SpaceId, query: number): Ranked[] {
  const n = shown.pictures.length;
  return Array.from({ length: n }, (_, at) => ({
    at,
    score: scores[space][query * n + at]!,
    mated: shown.labels[at] === shown.labels[query],
  }))
    .filter(({ at }) => at !== query)
    .sort((a, b) => b.score - a.score || a.at - b.at);
}

/** Mean average precision and recall@1 over all pictures as queries. */
export function retrievalOf(result: UsesResult, space: SpaceId): { readonly map: number; readonly recallAt1: number } {
  const queries = result.shown.pictures.map((_, query) =>
    rankedQuery(rankingOf(result, space, query).map(({ mated }) => mated)),
  );
  const counted = queries.filter((query): query is RankedQuery => query !== null);
  return {
    map: counted.reduce((sum, { averagePrecision }) => sum + averagePrecision, 0) / counted.length,
    recallAt1: counted.filter(({ firstRank }) => firstRank === 1).length / counted.length,
  };
}

/** Every picture against every other: the trade-off of both errors, and where they are equal. */
export function verification({ shown, scores }: UsesResult, space: SpaceId): { points: TradePoint[]; eer: number } {
  const n = shown.pictures.length;
  const [mated, nonMated]: [number[], number[]] = [[], []];
  for (let i = 0; i < n; i++)
    for (let j = i + 1; j < n; j++)
      (shown.labels[i] === shown.labels[j] ? mated : nonMated).push(scores[space][i * n + j]!);
  const [same, other] = [sortedScores(mated), sortedScores(nonMated)];
  const curve = detCurve(same, other);
  const eer = equalErrorRate(same, other);
  return {
    points: Array.from(curve?.thresholds ?? [], (threshold, i) => ({
      threshold,
      x: curve!.fmr[i]!,
      y: curve!.fnmr[i]!,
    })),
    eer: eer?.eer ?? Number.NaN,
  };
}

/** Each picture searched among those of the other camera. */
export function acrossCameras(result: UsesResult, space: SpaceId, ranks: number) {
  const { cameras } = result.shown;
  const queries = result.shown.pictures
    .map((_, query) =>
      rankedQuery(
        rankingOf(result, space, query)
          .filter(({ at }) => cameras[at] !== cameras[query])
          .map(({ mated }) => mated),
      ),
    )
    .filter((query): query is RankedQuery => query !== null);
  const cmc = cumulativeMatch(
    queries.map(({ firstRank }) => ({ mateRank: firstRank, mateScore: 1 })),
    ranks,
  );
  return {
    cmc: [...(cmc ?? [])],
    meanAveragePrecision: queries.reduce((sum, { averagePrecision }) => sum + averagePrecision, 0) / queries.length,
  };
}
