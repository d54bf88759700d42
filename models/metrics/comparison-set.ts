import { crossComparisonSteps } from './cross-comparisons.ts';
import { crossTail } from './cross-tail.ts';
import { crossedNonMated, type MatedComparisons, matedComparisons, type NonMatedTail } from './person-comparisons.ts';
import type { Scores } from './scores.ts';
import { fuseTemplates } from './template-fusion.ts';

/** A template and whose it is, people numbered from 0. */
export interface PersonTemplate {
  readonly person: number;
  /** L2-normalised. */
  readonly vector: Float32Array;
  /** The weight in the person's mean; at least 0. */
  readonly quality: number;
}

/** All that error rates of one kind of comparison, and their intervals by person, are computed from. */
export interface ComparisonSet {
  readonly people: number;
  readonly mated: MatedComparisons;
  /** Ascending. */
  readonly nonMated: Scores;
  /** The closest of them, by person. */
  readonly tail: NonMatedTail;
}

/** Of more comparisons than this only the closest are resampled: rates above some per cent need no interval. */
const tailMost = 100_000;
const tailShare = 0.05;

/** How many of `count` comparisons the tail keeps. */
const kept = (count: number): number => (count <= tailMost ? count : Math.max(tailMost, Math.ceil(count * tailShare)));

/**
 * Verification (1:1): every template against every other. In steps that yield the share done. `people` counts those who take part,
 * with or without a template.
 */
export function* pairSet(templates: readonly PersonTemplate[], people: number): Generator<number, ComparisonSet, void> {
  const dimension = templates[0]?.vector.length ?? 1;
  const rows = new Float32Array(templates.length * dimension);
  for (const [i, { vector }] of templates.entries()) rows.set(vector, i * dimension);
  const identities = Int32Array.from(templates, ({ person }) => person);
  const cross = yield* crossComparisonSteps(rows, dimension, identities);
  const nonMated = cross.scores.slice().sort();
  const from = nonMated[nonMated.length - kept(nonMated.length)] ?? Number.POSITIVE_INFINITY;
  const { scores, first, second } = crossTail(cross, from);
  const personOf = (image: number): number => identities[image]!;
  const images = new Float64Array(people);
  for (const person of identities) images[person]!++;
  const tail = crossedNonMated({ scores, first: first.map(personOf), second: second.map(personOf) }, images);
  const mated: number[] = [];
  const owners: number[] = [];
  for (const [person, own] of byPerson(templates))
    for (let a = 0; a < own.length; a++)
      for (let b = a + 1; b < own.length; b++) {
        mated.push(dot(own[a]!.vector, own[b]!.vector));
        owners.push(person);
      }
  return { people, mated: matedComparisons(mated, owners), nonMated, tail };
}

/**
 * Identification as the gallery makes it: every template as a probe against every person's quality-weighted mean; against its own
 * person's with itself left out. A mean scores higher than a single template, with strangers too, so these rates are not those of pairs.
 */
export function* searchSet(
  templates: readonly PersonTemplate[],
  people: number,
): Generator<number, ComparisonSet, void> {
  const own = byPerson(templates);
  const means = new Map([...own].map(([person, some]) => [person, meanOf(some)]));
  const probes = new Float64Array(people);
  for (const { person } of templates) probes[person]!++;
  const scores = new Float32Array(templates.length * Math.max(0, own.size - 1));
  const first = new Int32Array(scores.length);
  const second = new Int32Array(scores.length);
  const mated: number[] = [];
  const owners: number[] = [];
  let at = 0;
  for (const [i, probe] of templates.entries()) {
    for (const [person, mean] of means) {
      if (person === probe.person) continue;
      scores[at] = dot(probe.vector, mean);
      first[at] = probe.person;
      second[at++] = person;
    }
    const others = own.get(probe.person)!.filter((one) => one !== probe);
    if (others.length > 0) {
      mated.push(dot(probe.vector, meanOf(others)));
      owners.push(probe.person);
    }
    if (i % 16 === 15) yield (i + 1) / templates.length;
  }
  const nonMated = scores.slice().sort();
  const from = nonMated[nonMated.length - kept(nonMated.length)] ?? Number.POSITIVE_INFINITY;
  const order: number[] = [];
  for (let k = 0; k < scores.length; k++) if (scores[k]! >= from) order.push(k);
  order.sort((a, b) => scores[b]! - scores[a]!);
  const probeOf = Int32Array.from(order, (k) => first[k]!);
  const personOf = Int32Array.from(order, (k) => second[k]!);
  return {
    people,
    mated: matedComparisons(mated, owners),
    nonMated,
    tail: {
      scores: Float64Array.from(order, (k) => scores[k]!),
      weight: (i, drawn) => drawn[probeOf[i]!]! * drawn[personOf[i]!]!,
      // Σ over people p ≠ q, q enrolled, of dₚnₚd_q.
      totalWeight: (drawn) => {
        let all = 0;
        let enrolled = 0;
        let same = 0;
        for (let p = 0; p < people; p++) {
          const searches = drawn[p]! * probes[p]!;
          all += searches;
          same += searches * drawn[p]!;
          if (own.has(p)) enrolled += drawn[p]!;
        }
        return all * enrolled - same;
      },
    },
  };
}

/** A comparison that somebody judged: a search that met `person`, rightly (mated) or not. */
export interface JudgedComparison {
  readonly person: number;
  readonly score: number;
  readonly mated: boolean;
}

/**
 * The set with judged comparisons added; each one that is non-mated comes from a stranger of its own. Only errors tend to be judged, so
 * they make rates look worse, not better.
 */
export function withJudged(set: ComparisonSet, judged: readonly JudgedComparison[]): ComparisonSet {
  if (judged.length === 0) return set;
  const wrong = judged.filter(({ mated }) => !mated);
  const right = judged.filter(({ mated }) => mated);
  const people = set.people + wrong.length;
  const mated = matedComparisons(
    [...set.mated.scores, ...right.map(({ score }) => score)],
    [...set.mated.person, ...right.map(({ person }) => person)],
  );
  const nonMated = Float64Array.from([...set.nonMated, ...wrong.map(({ score }) => score)]).sort();
  // Places in the old tail are 0 and up, judged comparisons −1 and down.
  const order = [
    ...Array.from(set.tail.scores, (score, i) => ({ score, i })),
    ...wrong.map(({ score }, k) => ({ score, i: -1 - k })),
  ].sort((a, b) => b.score - a.score);
  const judgedWeight = (k: number, drawn: Float64Array): number => drawn[set.people + k]! * drawn[wrong[k]!.person]!;
  return {
    people,
    mated,
    nonMated,
    tail: {
      scores: Float64Array.from(order, ({ score }) => score),
      weight: (at, drawn) => {
        const { i } = order[at]!;
        return i >= 0 ? set.tail.weight(i, drawn) : judgedWeight(-1 - i, drawn);
      },
      totalWeight: (drawn) =>
        set.tail.totalWeight(drawn.subarray(0, set.people)) +
        wrong.reduce((sum, _, k) => sum + judgedWeight(k, drawn), 0),
    },
  };
}

const byPerson = (templates: readonly PersonTemplate[]): Map<number, PersonTemplate[]> =>
  Map.groupBy(templates, ({ person }) => person);

const meanOf = (templates: readonly PersonTemplate[]): Float32Array =>
  fuseTemplates(
    templates.map(({ vector }) => vector),
    templates.map(({ quality }) => quality),
  );

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let d = 0; d < a.length; d++) sum += a[d]! * b[d]!;
  return sum;
}
