import type { ComparisonResults, Estimate, RecogniserFigures, WayFigures } from '../../models/compare/results.ts';
import type { ComparisonChoice } from '../contract/compare.ts';

type Range = readonly [number, number] | null;

const value = (estimate: Estimate | undefined): number | null => estimate?.value ?? null;
const range = (estimate: Estimate | undefined): Range => estimate?.interval ?? null;

/** One recogniser as `compare --json` prints it; intervals are beside the figures, as of all commands. */
function recogniserReport(figures: RecogniserFigures | undefined) {
  return {
    closedSetAccuracy: value(figures?.closedSetAccuracy),
    strangerAuroc: value(figures?.strangerAuroc),
    fnirAtFpir: value(figures?.fnirAtFpir),
    fpir: value(figures?.fpir),
    indicative: figures?.fnirAtFpir.indicative ?? true,
    intervals: {
      closedSetAccuracy: range(figures?.closedSetAccuracy),
      strangerAuroc: range(figures?.strangerAuroc),
      fnirAtFpir: range(figures?.fnirAtFpir),
    },
  };
}

function wayReport(way: WayFigures) {
  const { id, enrolMs, reached, embedMs, compileMs, timed, newcomer, old, oldBefore, leftStillNamed } = way;
  return {
    ...{ id, ms: enrolMs.value, reached, embedMs, compileMs, timed },
    accuracy: { newcomer: value(newcomer), old: value(old), oldBefore: value(oldBefore) },
    leftStillNamed: leftStillNamed === null ? null : value(leftStillNamed),
    intervals: {
      ms: range(enrolMs),
      newcomer: range(newcomer),
      old: range(old),
      leftStillNamed: leftStillNamed === null ? null : range(leftStillNamed),
    },
  };
}

/** A comparison as one object. Of softmax's two rejections the one that tells strangers better stands first. */
export function comparisonReport(choice: ComparisonChoice, results: ComparisonResults) {
  const by = (id: RecogniserFigures['id']) => results.recognisers.find((one) => one.id === id);
  const ways = new Map(results.ways.map((way) => [way.id, way]));
  const energy = by('softmax-energy');
  const probability = by('softmax-max-probability');
  const energyIsBetter = (energy?.strangerAuroc.value ?? 0) > (probability?.strangerAuroc.value ?? 0);
  const softmax = recogniserReport(energyIsBetter ? energy : probability);
  const metric = recogniserReport(by('metric'));
  const [scratch, warm, insert] = (['scratch', 'warm', 'insert'] as const).map((id) => ways.get(id)?.enrolMs);
  return {
    scenario: choice.scenario,
    people: results.people,
    softmax: {
      ...softmax,
      rejection: energyIsBetter ? 'energy' : 'max-probability',
      enrolMs: { scratch: value(scratch), warm: value(warm) },
      reached: { scratch: ways.get('scratch')?.reached ?? null, warm: ways.get('warm')?.reached ?? null },
      intervals: { ...softmax.intervals, enrolMs: { scratch: range(scratch), warm: range(warm) } },
    },
    metric: {
      ...metric,
      enrolMs: value(insert),
      timed: ways.get('insert')?.timed ?? null,
      reached: ways.get('insert')?.reached ?? null,
      intervals: { ...metric.intervals, enrolMs: range(insert) },
    },
    enrolRatio: results.enrolRatio?.value ?? null,
    intervals: { enrolRatio: results.enrolRatio?.interval ?? null },
    controls: {
      /** Both rejections of softmax, and its backbone without the head. */
      maxProbability: recogniserReport(probability),
      energy: recogniserReport(energy),
      features: recogniserReport(by('features')),
      ways: results.ways.map(wayReport),
    },
    ...{ sizes: results.sizes, training: results.training, modelId: results.modelId },
    ...{ findings: results.findings, seeds: results.seeds, choice },
  };
}

export type ComparisonReport = ReturnType<typeof comparisonReport>;

export function comparedText(report: ComparisonReport): string {
  const { people, softmax, metric, controls, seeds, sizes } = report;
  const line = (name: string, figures: ReturnType<typeof recogniserReport>): string =>
    `  ${name.padEnd(26)} ${shown(figures.closedSetAccuracy, figures.intervals.closedSetAccuracy)}  ${shown(figures.strangerAuroc, figures.intervals.strangerAuroc)}  ${shown(figures.fnirAtFpir, figures.intervals.fnirAtFpir)}${figures.indicative ? '  indicative' : ''}`;
  const ways = controls.ways.map(
    ({ id, ms, reached, accuracy, timed }) =>
      `  ${id.padEnd(26)} ${milliseconds(ms)} (${timed})  newcomer ${percent(accuracy.newcomer)}  old ${percent(accuracy.oldBefore)} → ${percent(accuracy.old)}${reached < 1 ? `  target reached in ${percent(reached)} of runs` : ''}`,
  );
  const measured = sizes.filter(({ scratchMs }) => scratchMs !== null);
  return [
    `${people.enrolled} people enrolled, ${people.newcomers} newcomers, ${people.strangers} strangers; ${seeds.length} seeds, 95 % intervals`,
    `  ${''.padEnd(26)} closed set               strangers, AUROC         FNIR at FPIR ≤ ${report.choice.targetFpir}`,
    line(`softmax, ${softmax.rejection}`, softmax),
    line('softmax without its head', controls.features),
    line('metric', metric),
    ...(ways.length === 0 ? [] : ['to the target accuracy', ...ways]),
    ...measured.map(
      ({ people: n, scratchMs, warmMs, insertMs }) =>
        `  at ${String(n).padStart(5)} people: softmax ${milliseconds(scratchMs)}, warm ${milliseconds(warmMs)}; metric ${milliseconds(insertMs)}`,
    ),
    ...(report.enrolRatio === null
      ? []
      : [
          `softmax takes ${shown(report.enrolRatio, report.intervals.enrolRatio, 0)} times as long as the metric insert`,
        ]),
  ].join('\n');
}

const shown = (number: number | null, interval: Range, digits = 3): string =>
  (number === null
    ? '—'
    : interval === null
      ? number.toFixed(digits)
      : `${number.toFixed(digits)} (${interval[0].toFixed(digits)} to ${interval[1].toFixed(digits)})`
  ).padEnd(digits === 0 ? 0 : 23);

const percent = (share: number | null): string => (share === null ? '—' : `${(share * 100).toFixed(1)} %`);

const milliseconds = (ms: number | null): string =>
  ms === null
    ? '—'
    : ms < 10
      ? `${ms.toFixed(2)} ms`
      : ms < 10_000
        ? `${ms.toFixed(0)} ms`
        : `${(ms / 1000).toFixed(1)} s`;
