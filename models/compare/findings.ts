import { ERRORS_NEEDED, isMeasurable } from '../metrics/measurable.ts';
import type { ComparisonChoice } from './choice.ts';
import { auroc, estimatedDifference, saidBy } from './recogniser-figures.ts';
import type { ComparisonResults, Finding, RecogniserFigures, SeedRecord, Tally, WayFigures } from './results.ts';
import { accuracyDifference, byPerson } from './way-figures.ts';

type Figures = Omit<ComparisonResults, 'findings'>;

/** Accuracy that old people may lose before it is said to be lost. */
const NOTICED = 0.02;

/**
 * What follows from the figures. Of two recognisers one is called better only where the 95 % interval of their difference, on
 * the same people, leaves out 0.
 */
export function findingsOf(choice: ComparisonChoice, records: readonly SeedRecord[], figures: Figures): Finding[] {
  return [
    ...peopleFound(choice, figures),
    ...timeOf(figures),
    ...waysOf(figures),
    ...spaceOf(choice, records, figures),
    ...rejection(choice, records, figures),
    ...grown(figures),
  ];
}

function peopleFound({ people }: ComparisonChoice, { people: dealt }: Figures): Finding[] {
  const asked = people.enrolled + people.newcomers + people.strangers;
  const found = dealt.enrolled + dealt.newcomers + dealt.strangers;
  return found < asked ? [{ code: 'FEWER_PEOPLE', values: { asked, found } }] : [];
}

const wayOf = ({ ways }: Figures, id: WayFigures['id']): WayFigures | undefined => ways.find((way) => way.id === id);

function timeOf(figures: Figures): Finding[] {
  const { enrolRatio } = figures;
  const [scratch, warm, insert] = (['scratch', 'warm', 'insert'] as const).map((id) => wayOf(figures, id));
  if (!enrolRatio?.value || !scratch || !insert) return [];
  if (!((enrolRatio.interval?.[0] ?? enrolRatio.value) > 1)) return [];
  const values = {
    ratio: enrolRatio.value,
    scratchMs: scratch.enrolMs.value!,
    insertMs: insert.enrolMs.value!,
    ...(warm && { warmMs: warm.enrolMs.value! }),
  };
  return [{ code: 'INSERT_IS_FASTER', values }];
}

function waysOf({ ways }: Figures): Finding[] {
  return ways.flatMap((way): Finding[] => {
    const { id, reached, newcomer, old, oldBefore, enrolMs, leftStillNamed } = way;
    if (leftStillNamed !== null)
      return leftStillNamed.value! > 0
        ? [{ code: 'LEFT_STILL_NAMED', way: id, values: { share: leftStillNamed.value! } }]
        : [];
    const about = { newcomer: newcomer.value ?? 0, old: old.value ?? 0 };
    const found: Finding[] = [];
    if (id === 'features-insert') {
      if (reached > 0.5)
        found.push({ code: 'HEADLESS_ENROLS_BY_INSERTION', way: id, values: { ms: enrolMs.value!, ...about } });
    } else if (reached === 1 && ['imprinted', 'last-layer', 'warm'].includes(id))
      found.push({ code: 'WAY_IS_ENOUGH', way: id, values: { ms: enrolMs.value!, ...about } });
    if (reached < 1) found.push({ code: 'WAY_NOT_REACHED', way: id, values: { reached, ...about } });
    if ((oldBefore.value ?? 0) - about.old > NOTICED)
      found.push({ code: 'OLD_PEOPLE_FORGOTTEN', way: id, values: { before: oldBefore.value!, after: about.old } });
    return found;
  });
}

/** Whether the metric loss made a better space than softmax did: both answered by the nearest neighbour. */
function spaceOf({ backbone }: ComparisonChoice, records: readonly SeedRecord[], { recognisers }: Figures): Finding[] {
  if (backbone.kind === 'frozen') return [{ code: 'SAME_SPACE', values: {} }];
  const inserted = (id: 'insert' | 'features-insert'): Tally[][] =>
    records.map(({ ways }) =>
      byPerson(
        ways.flatMap((way) => (way.id === id ? [...way.old, ...(way.newcomerTally ? [way.newcomerTally] : [])] : [])),
      ),
    );
  const [metric, features] = [inserted('insert'), inserted('features-insert')];
  if (metric.some((all) => all.length === 0)) {
    const value = (id: RecogniserFigures['id']) =>
      recognisers.find((one) => one.id === id)?.strangerAuroc.value ?? null;
    const [a, b] = [saidBy(records, 'metric'), saidBy(records, 'features')];
    const [first, second] = [value('metric'), value('features')];
    if (a === null || b === null || first === null || second === null) return [];
    return [judged(estimatedDifference(a, b, auroc), { metric: first, features: second })];
  }
  const share = (all: readonly (readonly Tally[])[]): number => {
    const flat = all.flat();
    return flat.reduce((sum, { right }) => sum + right, 0) / flat.reduce((sum, { trials }) => sum + trials, 0);
  };
  return [judged(accuracyDifference(metric, features), { metric: share(metric), features: share(features) })];
}

function judged(difference: readonly [number, number] | null, values: { metric: number; features: number }): Finding {
  const all = { ...values, ...(difference && { low: difference[0], high: difference[1] }) };
  if (difference !== null && difference[0] > 0) return { code: 'METRIC_LOSS_BETTER', values: all };
  if (difference !== null && difference[1] < 0) return { code: 'METRIC_LOSS_WORSE', values: all };
  return { code: 'METRIC_LOSS_NO_BETTER', values: all };
}

function rejection(choice: ComparisonChoice, records: readonly SeedRecord[], { recognisers }: Figures): Finding[] {
  const metric = recognisers.find(({ id }) => id === 'metric');
  const softmax = recognisers
    .filter(({ id }) => id === 'softmax-energy' || id === 'softmax-max-probability')
    .toSorted((a, b) => (b.strangerAuroc.value ?? 0) - (a.strangerAuroc.value ?? 0))[0];
  if (!metric || !softmax || metric.strangerAuroc.value === null || softmax.strangerAuroc.value === null) return [];
  const difference = estimatedDifference(saidBy(records, 'metric')!, saidBy(records, softmax.id)!, auroc);
  const values = {
    metric: metric.strangerAuroc.value,
    softmax: softmax.strangerAuroc.value,
    ...(difference && { low: difference[0], high: difference[1] }),
  };
  const code =
    difference !== null && difference[0] > 0
      ? 'METRIC_REJECTS_BETTER'
      : difference !== null && difference[1] < 0
        ? 'SOFTMAX_REJECTS_BETTER'
        : 'NO_DIFFERENCE_IN_REJECTION';
  const pictures = metric.strangerAuroc.trials;
  const strangers = records.reduce((sum, { people }) => sum + people.strangers, 0);
  return [
    { code, recogniser: softmax.id, values },
    { code: 'SOFTMAX_NAMES_EVERY_STRANGER', values: { strangers, pictures } },
    ...(isMeasurable(choice.targetFpir, pictures)
      ? []
      : [
          {
            code: 'FEW_STRANGERS',
            values: { pictures, needed: Math.ceil(ERRORS_NEEDED / choice.targetFpir) },
          } as const,
        ]),
  ];
}

function grown({ sizes }: Figures): Finding[] {
  const trained = sizes.filter(({ scratchMs }) => scratchMs !== null);
  const [first, last] = [trained[0], trained.at(-1)];
  if (!first || !last || first.people === last.people) return [];
  const at = (people: number, of: 'scratchMs' | 'insertMs'): number => {
    const here = trained.filter((point) => point.people === people);
    return here.reduce((sum, point) => sum + point[of]!, 0) / here.length;
  };
  return [
    {
      code: 'GROWS_WITH_PEOPLE',
      values: {
        ...{ from: first.people, to: last.people },
        ...{ scratchFrom: at(first.people, 'scratchMs'), scratchTo: at(last.people, 'scratchMs') },
        ...{ insertFrom: at(first.people, 'insertMs'), insertTo: at(last.people, 'insertMs') },
      },
    },
  ];
}
