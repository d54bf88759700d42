import { seededRandom } from '../metrics/seeded-random.ts';
import { imagesByPerson, shuffled } from '../samplers/shuffle.ts';
import type { ComparisonChoice } from './choice.ts';
import { ComparisonError } from './comparison-error.ts';

/** A person's part in a comparison; pictures as indexes into the source. */
export interface DealtPerson {
  readonly label: number;
  /** Shown when they are enrolled; of strangers none. */
  readonly enrol: Int32Array;
  /** Never shown before. */
  readonly probes: Int32Array;
}

export interface Deal {
  readonly enrolled: readonly DealtPerson[];
  /** Enrolled later; of `leaves`, those who are enrolled and leave. */
  readonly newcomers: readonly DealtPerson[];
  readonly strangers: readonly DealtPerson[];
}

/** People in the order in which parts are given: first the enrolled, then newcomers, then strangers. */
export type CastingOrder = readonly number[];

/**
 * Deals people to their parts, each to one, and each person's pictures to enrolment and probes, none to both. Enrolled people
 * and newcomers need two pictures, and those with all that `pictures` asks for come first; strangers may have one. Where there
 * are too few people, parts are dealt in the proportions asked for. The same for the same seed.
 * @param order another order than chance's, e.g. of look-alikes
 * @throws ComparisonError where somebody is lacking in a part
 */
export function deal(
  labels: ArrayLike<number>,
  { people, pictures }: Pick<ComparisonChoice, 'people' | 'pictures'>,
  seed: number,
  order?: CastingOrder,
): Deal {
  const random = seededRandom(Math.imul(seed, 0x9e3779b1) ^ 0x2545f491);
  const own = imagesByPerson(labels);
  const everybody =
    order ??
    shuffled(
      [...own.keys()].sort((a, b) => a - b),
      random,
    );
  const count = (label: number): number => own.get(label)!.length;
  const whole = everybody.filter((label) => count(label) > pictures.enrol);
  const some = everybody.filter((label) => count(label) <= pictures.enrol && count(label) >= 2);
  const single = everybody.filter((label) => count(label) < 2);
  const able = [...whole, ...some];
  const counts = partsOf(people, able.length, single.length);
  const known = able.slice(0, counts.enrolled + counts.newcomers);
  const others = [...single, ...able.slice(known.length)];
  const person = (label: number, enrolled: boolean): DealtPerson => {
    const mine = shuffled(own.get(label)!, random);
    const kept = enrolled ? Math.min(pictures.enrol, mine.length - 1) : 0;
    return {
      label,
      enrol: Int32Array.from(mine.slice(0, kept)),
      probes: Int32Array.from(mine.slice(kept, kept + pictures.probe)),
    };
  };
  return {
    enrolled: known.slice(0, counts.enrolled).map((label) => person(label, true)),
    newcomers: known.slice(counts.enrolled).map((label) => person(label, true)),
    strangers: others.slice(0, counts.strangers).map((label) => person(label, false)),
  };
}

/** How many play each part, of those who can be enrolled and those who have one picture and can only be strangers. */
function partsOf(asked: ComparisonChoice['people'], able: number, single: number): ComparisonChoice['people'] {
  const strangersLeft = Math.max(0, asked.strangers - single);
  const wanted = asked.enrolled + asked.newcomers + strangersLeft;
  if (wanted <= able) return asked;
  const least = { newcomers: Math.min(1, asked.newcomers), strangers: single > 0 ? 0 : Math.min(1, asked.strangers) };
  if (able < 2 + least.newcomers + least.strangers)
    throw new ComparisonError(
      `${able} people with two pictures or more are too few: two are needed to be told apart${
        least.newcomers + least.strangers > 0 ? ', and somebody to play newcomer and stranger' : ''
      }.`,
    );
  const newcomers = Math.max(least.newcomers, Math.floor((asked.newcomers / wanted) * able));
  const strangers = Math.max(least.strangers, Math.floor((strangersLeft / wanted) * able));
  const enrolled = Math.min(asked.enrolled, able - newcomers - strangers);
  return { enrolled, newcomers, strangers: Math.min(asked.strangers, strangers + single) };
}
