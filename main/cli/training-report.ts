import type { CallOutput } from '../contract/index.ts';
import type { Measured } from '../contract/training-reports.ts';

/** Figures as `train --json` prints them. */
function figuresOf(measured: Measured | null) {
  if (measured === null) return null;
  const { figures, intervals } = measured;
  const { pAt1, rPrecision, mapAtR, eer, people, pictures } = figures;
  const byRate = <T>(values: readonly T[]): Record<string, T> =>
    Object.fromEntries(figures.fnmrAtFmr.map(({ fmr }, i) => [String(fmr), values[i]!]));
  return {
    ...{ pAt1, rPrecision, mapAtR, eer },
    fnmrAtFmr: byRate(figures.fnmrAtFmr.map(({ fnmr }) => fnmr)),
    ...{ people, pictures },
    intervals: intervals === null ? null : { ...intervals, fnmrAtFmr: byRate(intervals.fnmrAtFmr) },
  };
}

/** A run as one object: what was trained, on whom, and what it is worth beside what no training gets. */
export function trainingReport(
  { run, baselines, noBetterThan, thresholds }: CallOutput<'training.run'>,
  kept: string | null,
) {
  const { recipe, counts, progress, collapse, state } = run;
  const people = (part: 'train' | 'validation' | 'test') => counts?.[part].people ?? 0;
  return {
    model: kept ?? `${recipe.network.backbone}-${recipe.network.dimension}`,
    ...{ kept, run: run.id, name: run.name, state },
    loss: recipe.loss.id,
    seconds: progress.seconds,
    ...{ steps: progress.step, epochs: progress.epoch, seed: recipe.seed, lastLoss: run.lastLoss },
    people: { train: people('train'), validation: people('validation'), test: people('test') },
    untrained: figuresOf(baselines?.untrained ?? null),
    pixels: figuresOf(baselines?.pixels ?? null),
    pca: figuresOf(baselines?.pca ?? null),
    pretrained: figuresOf(baselines?.pretrained ?? null),
    frFeature: figuresOf(baselines?.frFeature ?? null),
    test: figuresOf(run.test),
    ...{ collapse, noBetterThan, thresholds, recipe },
  };
}

export function trainedText(report: ReturnType<typeof trainingReport>): string {
  const line = (name: string, figures: ReturnType<typeof figuresOf>): string =>
    figures === null
      ? `  ${name.padEnd(12)} not measured`
      : `  ${name.padEnd(12)} P@1 ${interval(figures.pAt1, figures.intervals?.pAt1)}  MAP@R ${figures.mapAtR.toFixed(3)}  EER ${(figures.eer * 100).toFixed(2)} %`;
  const { people, test } = report;
  return [
    `${report.loss} on ${people.train} people, ${report.steps} steps in ${report.seconds.toFixed(0)} s; on ${people.test} people not trained on:`,
    line('trained', test),
    line('untrained', report.untrained),
    line('pixels', report.pixels),
    line('pca', report.pca),
    ...(report.pretrained === null ? [] : [line('pretrained', report.pretrained)]),
    line('fr-feature', report.frFeature),
    ...(report.collapse === null ? [] : [report.collapse.message]),
    ...(report.noBetterThan === null
      ? []
      : [`No better than ${report.noBetterThan}: this network is not worth using.`]),
    report.kept === null
      ? `run ${report.run}; keep it with: threshold train keep ${report.run}`
      : `kept as ${report.kept}; use it with: threshold models use ${report.kept}`,
  ].join('\n');
}

const interval = (value: number, range: readonly [number, number] | null | undefined): string =>
  range ? `${value.toFixed(3)} (${range[0].toFixed(3)} to ${range[1].toFixed(3)})` : value.toFixed(3);
