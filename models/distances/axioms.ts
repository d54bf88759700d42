import type { Random } from '../metrics/seeded-random.ts';
import type { Kind } from './registry.ts';
import type { Vector } from './vectors.ts';

/** What a metric keeps (Fréchet 1906): never below 0, 0 to itself, 0 to nothing else, the same both ways, no detour shorter. */
export const axioms = ['positive', 'identity', 'separation', 'symmetry', 'triangle'] as const;
export type Axiom = (typeof axioms)[number];

/** What was seen of one axiom: in how many draws it was broken, and the worst of them. */
export interface Kept {
  readonly broken: number;
  readonly worst: CounterExample | null;
}

/** `left` is what the axiom says is not above (or is equal to) `right`, and is. */
export interface CounterExample {
  readonly a: readonly number[];
  readonly b: readonly number[];
  /** Of the triangle alone. */
  readonly c: readonly number[] | null;
  readonly left: number;
  readonly right: number;
}

export type AxiomReport = Readonly<Record<Axiom, Kept>>;

/** Rounding of a few dozen operations is far below it. */
const TOLERANCE = 1e-9;

/**
 * Holds a distance to the axioms with `draws` triples. That none was broken is no proof; one that is broken is one. Every other pair is
 * drawn to be easily mistaken for one thing: scaled, or shifted by one number.
 */
export function sampleAxioms(
  between: (a: Vector, b: Vector) => number,
  draw: () => number[],
  draws: number,
  random: Random,
  relatives: readonly ((a: readonly number[], random: Random) => number[])[] = [],
): AxiomReport {
  const seen = Object.fromEntries(axioms.map((axiom) => [axiom, { broken: 0, worst: null }])) as Record<
    Axiom,
    { broken: number; worst: CounterExample | null }
  >;
  const note = (axiom: Axiom, example: CounterExample): void => {
    const one = seen[axiom];
    one.broken++;
    const gap = ({ left, right }: CounterExample): number => Math.abs(left - right);
    if (one.worst === null || gap(example) > gap(one.worst)) one.worst = example;
  };
  for (let i = 0; i < draws; i++) {
    const [a, c] = [draw(), draw()];
    const relative = i % 2 === 1 ? relatives[(i >> 1) % Math.max(1, relatives.length)] : undefined;
    const b = relative?.(a, random) ?? draw();
    const [ab, ba, aa] = [between(a, b), between(b, a), between(a, a)];
    if (ab < -TOLERANCE) note('positive', { a, b, c: null, left: 0, right: ab });
    if (Math.abs(aa) > TOLERANCE) note('identity', { a, b: a, c: null, left: aa, right: 0 });
    if (Math.abs(ab) <= TOLERANCE && !same(a, b)) note('separation', { a, b, c: null, left: ab, right: euclid(a, b) });
    if (apart(ab, ba)) note('symmetry', { a, b, c: null, left: ab, right: ba });
    const detour = between(a, c) + between(c, b);
    if (ab > detour && apart(ab, detour)) note('triangle', { a, b, c, left: ab, right: detour });
  }
  return seen;
}

const same = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((value, i) => Math.abs(value - b[i]!) < 1e-6);
const euclid = (a: readonly number[], b: readonly number[]): number =>
  Math.hypot(...a.map((value, i) => value - (b[i] ?? 0)));
/** Two infinite distances are equal. */
const apart = (x: number, y: number): boolean =>
  x !== y && Math.abs(x - y) > TOLERANCE * Math.max(1, Math.abs(x), Math.abs(y));

/** Things of a kind, drawn: numbers from −2 to 2, bits, amounts up to 4 of which a fifth is none, shares (Dirichlet), words of up to five letters out of three. */
export function drawOf(kind: Kind, size: number, random: Random): number[] {
  const each = (one: () => number, length = size): number[] => Array.from({ length }, one);
  if (kind === 'numbers') return each(() => 4 * random() - 2);
  if (kind === 'bits') return each(() => Math.floor(2 * random()));
  if (kind === 'amounts') return each(() => (random() < 0.2 ? 0 : 4 * random()));
  if (kind === 'sequences') return each(() => 97 + Math.floor(3 * random()), Math.floor(6 * random()));
  const parts = each(() => -Math.log(1 - random()));
  const whole = parts.reduce((sum, part) => sum + part, 0);
  return parts.map((part) => part / whole);
}

/** Of numbers and amounts: the same direction with another length, and the same form on another level. */
export const relativesOf = (kind: Kind): readonly ((a: readonly number[], random: Random) => number[])[] =>
  kind === 'numbers' || kind === 'amounts'
    ? [
        (a, random) => {
          const by = 0.5 + 2 * random();
          return a.map((value) => value * by);
        },
        (a, random) => {
          const by = 0.1 + random();
          return a.map((value) => value + by);
        },
      ]
    : [];
