import type { Run } from '../../../models/experiments/normalization/runs.ts';
import type { TrainInput } from '../../../models/experiments/normalization.ts';
import { lineColour, quietColour } from '../../charts/palette.ts';
import type { Series } from '../../charts/series.ts';
import { type Settings, type TrainedNorm, trainedNorms } from './settings.ts';
import type { Words } from './texts.ts';

/** What every training of this lesson has in common: eight people, 16 pictures each to learn and 24 to be asked about. */
export const trainingOf = ({ seed, groups, head, repeats }: Settings): Omit<TrainInput, 'norms' | 'batches'> => ({
  ...{ seed, groups, head, repeats },
  ...{ people: 8, pictures: 16, asked: 24, epochs: 8, rate: 0.15 },
});

/** The same colour for a norm wherever it is drawn. */
export const normColour = (norm: TrainedNorm): string =>
  norm === 'none' ? quietColour : lineColour(trainedNorms.indexOf(norm));

export const meanOf = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

/** Mean of a figure over runs alike, with the lowest and highest as a band, by batch size. */
export function byBatch(runs: readonly Run[], norm: TrainedNorm, figure: (run: Run) => number) {
  const own = runs.filter((run) => run.norm === norm);
  const batches = [...new Set(own.map(({ batch }) => batch))].sort((a, b) => a - b);
  const at = batches.map((batch) => own.filter((run) => run.batch === batch).map(figure));
  return {
    points: batches.map((x, i) => ({ x, y: meanOf(at[i]!) })),
    band: batches.map((x, i) => ({ x, low: Math.min(...at[i]!), high: Math.max(...at[i]!) })),
  };
}

/** Accuracy over batch size, a curve each. */
export const accuracyCurves = (runs: readonly Run[], t: Words): Series[] =>
  trainedNorms
    .filter((norm) => runs.some((run) => run.norm === norm))
    .map((norm) => ({
      ...{ id: norm, label: t(`norm_${norm}`), colour: normColour(norm) },
      ...byBatch(runs, norm, ({ accuracy }) => accuracy),
    }));

/** The loss while training at one batch size, means over networks. */
export const lossCurves = (runs: readonly Run[], batch: number, t: Words): Series[] =>
  trainedNorms.flatMap((norm) => {
    const own = runs.filter((run) => run.norm === norm && run.batch === batch);
    if (own.length === 0) return [];
    const { length } = own[0]!.losses;
    const points = Array.from({ length }, (_, i) => ({
      // Epochs: four means of each where it has four steps.
      x: ((i + 0.5) * 8) / length,
      y: meanOf(own.map(({ losses }) => losses[i]!)),
    }));
    return [{ id: norm, label: t(`norm_${norm}`), colour: normColour(norm), points }];
  });

/** What switchable normalisation takes of each, over blocks and of means and variances together, by batch size. */
export const switchedCurves = (runs: readonly Run[], t: Words): Series[] =>
  (['instance', 'layer', 'batch'] as const).map((of, k) => ({
    ...{ id: of, label: t(`norm_${of}`), colour: normColour(of) },
    ...byBatch(
      runs.filter(({ switched }) => switched !== null),
      'switchable',
      ({ switched }) => meanOf((switched ?? []).flatMap(({ means, variances }) => [means[k]!, variances[k]!])),
    ),
  }));
