import type { CalibratedKind, Measured } from '../../../main/contract/calibration.ts';
import { thresholdAt } from '../../../models/metrics/score-curve.ts';
import { fmrAtThreshold, fmrFromFpir, fpirFromFmr, thresholdAtFmr } from '../../../models/metrics/thresholds.ts';

export type Kind = 'identify' | 'verify';

/** The limits of settings.targetFpir and settings.targetFmr. */
export const limits = { identify: { least: 1e-6, most: 0.2 }, verify: { least: 1e-6, most: 0.1 } } as const;

/** What one comparison may have so that the target holds at this gallery: for pairs the target itself. */
export const fmrFor = (kind: Kind, target: number, people: number): number =>
  kind === 'identify' ? fmrFromFpir(target, Math.max(1, people)) : target;

/** The threshold that a target asks for; null where the table is too short to say. */
export const thresholdFor = (kind: Kind, { table }: CalibratedKind, target: number, people: number): number | null =>
  thresholdAtFmr(table, fmrFor(kind, target, people))?.threshold ?? null;

/** The other way round: the target that a threshold stands for, to two figures and within what can be set. */
export function targetAt(kind: Kind, { table }: CalibratedKind, threshold: number, people: number): number | null {
  const fmr = fmrAtThreshold(table, threshold)?.fmr;
  if (fmr === undefined) return null;
  const target = kind === 'identify' ? fpirFromFmr(Math.min(fmr, 1 - 1e-9), Math.max(1, people)) : fmr;
  const { least, most } = limits[kind];
  return Math.min(most, Math.max(least, Number(target.toPrecision(2))));
}

/** The finest FMR that the table was measured down to. */
export const finestOf = ({ table }: CalibratedKind): number | null => table.at(-1)?.fmr ?? null;

/** How wide a bin of the plot is; wider where so few comparisons would give a comb. */
const widthOf = (comparisons: number): number => (comparisons < 300 ? 0.1 : 0.02);

/** The share of comparisons per 0.02 of score, from the rates at its ends; empty where there were none. */
export function densities(measured: Measured, of: 'mated' | 'nonMated'): { x: number; y: number }[] {
  const { curve } = measured;
  const width = widthOf(measured[of]);
  const binned = Math.round(width * curve.perUnit);
  const rates = of === 'nonMated' ? curve.fmr : curve.fnmr;
  const points: { x: number; y: number }[] = [];
  for (let i = 0; i + binned < rates.length; i += binned) {
    const [from, to] = [rates[i], rates[i + binned]];
    if (from === null || from === undefined || to === null || to === undefined) return [];
    points.push({
      x: (thresholdAt(curve, i) + thresholdAt(curve, i + binned)) / 2,
      y: (Math.abs(to - from) * 0.02) / width,
    });
  }
  return points;
}
