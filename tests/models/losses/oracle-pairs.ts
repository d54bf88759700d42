import {
  average,
  averageOfNonZero,
  cosineOf,
  dotOf,
  logSum,
  mates,
  NAIVE_DISTANCES,
  type Question,
  strangers,
} from './naive.ts';

/** How far, in a sense in which more is farther: distances as they are, similarities negated. */
const farOf = ({ x, distance }: Question) => {
  const { of, sign } = NAIVE_DISTANCES[distance];
  return { far: (i: number, j: number): number => sign * of(x[i]!, x[j]!), sign };
};
const anchorsOf = ({ labels }: Question): number[] => labels.map((_, i) => i);

const everyTriplet = (q: Question, value: (gap: number) => number): number[] => {
  const { far } = farOf(q);
  const values: number[] = [];
  for (const a of anchorsOf(q))
    for (const p of mates(q.labels, a))
      for (const n of strangers(q.labels, a)) values.push(value(far(a, p) - far(a, n)));
  return values;
};

const matedLogits = (q: Question, scale: number): number => {
  const { far } = farOf(q);
  const values: number[] = [];
  for (const a of anchorsOf(q))
    for (const p of mates(q.labels, a)) {
      const own = Math.exp(-far(a, p) * scale);
      const others = strangers(q.labels, a).map((n) => Math.exp(-far(a, n) * scale));
      values.push(-Math.log(own / others.reduce((sum, v) => sum + v, own)));
    }
  return average(values);
};

export const PAIR_ORACLES: Readonly<Record<string, (q: Question) => number>> = {
  contrastive(q) {
    const { far, sign } = farOf(q);
    const { matedMargin, nonMatedMargin } = q.options as Record<string, number>;
    const pull = anchorsOf(q).flatMap((a) =>
      mates(q.labels, a).map((p) => 0.5 * Math.max(0, far(a, p) - sign * matedMargin!) ** 2),
    );
    const push = anchorsOf(q).flatMap((a) =>
      strangers(q.labels, a).map((n) => 0.5 * Math.max(0, sign * nonMatedMargin! - far(a, n)) ** 2),
    );
    return averageOfNonZero(pull) + averageOfNonZero(push);
  },
  triplet: (q) => averageOfNonZero(everyTriplet(q, (gap) => Math.max(0, gap + q.options.margin!))),
  'triplet-soft-margin': (q) => average(everyTriplet(q, (gap) => Math.log(1 + Math.exp(gap * q.options.sharpness!)))),
  'n-pair': (q) =>
    matedLogits(q, q.options.scale!) + q.options.lengthPenalty! * average(q.x.map((row) => dotOf(row, row))),
  'nt-xent': (q) => matedLogits(q, 1 / q.options.temperature!),
  'lifted-structure'(q) {
    const { far, sign } = farOf(q);
    const margin = sign * q.options.margin!;
    const values: number[] = [];
    for (let i = 0; i < q.x.length; i++)
      for (let j = i + 1; j < q.x.length; j++) {
        if (q.labels[i] !== q.labels[j]) continue;
        const push = [
          ...strangers(q.labels, i).map((k) => margin - far(i, k)),
          ...strangers(q.labels, j).map((l) => margin - far(j, l)),
        ];
        values.push(0.5 * Math.max(0, logSum(push) + far(i, j)) ** 2);
      }
    return average(values);
  },
  'multi-similarity'(q) {
    const { far, sign } = farOf(q);
    const { alpha, beta, base } = q.options as Record<string, number>;
    return average(
      anchorsOf(q).map((a) => {
        const pull = mates(q.labels, a).reduce((sum, p) => sum + Math.exp(alpha! * (far(a, p) - sign * base!)), 0);
        const push = strangers(q.labels, a).reduce((sum, n) => sum + Math.exp(beta! * (sign * base! - far(a, n))), 0);
        return Math.log(1 + pull) / alpha! + Math.log(1 + push) / beta!;
      }),
    );
  },
  circle(q) {
    const { margin: m, scale } = q.options as { margin: number; scale: number };
    const frozen = q.frozen ?? q.x;
    const values = anchorsOf(q).flatMap((a) => {
      const [mated, others] = [mates(q.labels, a), strangers(q.labels, a)];
      if (mated.length === 0 || others.length === 0) return [];
      const s = (j: number) => cosineOf(q.x[a]!, q.x[j]!);
      const s0 = (j: number) => cosineOf(frozen[a]!, frozen[j]!);
      const pull = logSum(mated.map((p) => -scale * Math.max(0, 1 + m - s0(p)) * (s(p) - (1 - m))));
      const push = logSum(others.map((n) => scale * Math.max(0, s0(n) + m) * (s(n) - m)));
      // log(1 + e^z), for a z that may be in the hundreds.
      const z = pull + push;
      return [Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)))];
    });
    return average(values);
  },
  'supervised-contrastive'(q) {
    const { far } = farOf(q);
    const values = anchorsOf(q).flatMap((a) => {
      const mated = mates(q.labels, a);
      if (mated.length === 0) return [];
      const all = anchorsOf(q).filter((k) => k !== a);
      const total = logSum(all.map((k) => -far(a, k) / q.options.temperature!));
      return [average(mated.map((p) => total + far(a, p) / q.options.temperature!))];
    });
    return average(values);
  },
};
