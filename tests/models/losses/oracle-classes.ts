import { average, cosineOf, dotOf, logSum, type Question, type Rows, squared, unit } from './naive.ts';

const crossEntropy = (q: Question, logits: (i: number) => readonly number[]): number =>
  average(q.x.map((_, i) => logSum(logits(i)) - logits(i)[q.labels[i]!]!));

/** Cosines of image i to each class, the largest of `each` rows a class. */
const cosines = (q: Question, each = 1) => {
  const rows = q.weights.classes as Rows;
  return (i: number): number[] =>
    Array.from({ length: rows.length / each }, (_, c) =>
      Math.max(...Array.from({ length: each }, (_, k) => cosineOf(q.x[i]!, rows[c * each + k]!))),
    );
};

const arcFace = (q: Question, each: number): number => {
  const { margin, scale } = q.options as { margin: number; scale: number };
  const of = cosines(q, each);
  const widened = (cosine: number): number => {
    const angle = Math.acos(Math.max(-1, Math.min(1, cosine)));
    return angle + margin <= Math.PI ? Math.cos(angle + margin) : cosine - margin * Math.sin(margin);
  };
  return crossEntropy(q, (i) => of(i).map((s, c) => scale * (c === q.labels[i] ? widened(s) : s)));
};

const linear = (q: Question): number =>
  crossEntropy(q, (i) =>
    (q.weights.classes as Rows).map((row, c) => dotOf(q.x[i]!, row) + (q.weights.biases as Rows)[0]![c]!),
  );

export const CLASS_ORACLES: Readonly<Record<string, (q: Question) => number>> = {
  softmax: linear,
  centre: (q) =>
    linear(q) +
    average(q.x.map((row, i) => (q.options.strength! / 2) * squared(row, (q.weights.centres as Rows)[q.labels[i]!]!))),
  'normalised-softmax': (q) => crossEntropy(q, (i) => cosines(q)(i).map((s) => q.options.scale! * s)),
  cosface: (q) =>
    crossEntropy(q, (i) =>
      cosines(q)(i).map((s, c) => q.options.scale! * (c === q.labels[i] ? s - q.options.margin! : s)),
    ),
  arcface: (q) => arcFace(q, 1),
  'sub-centre-arcface': (q) => arcFace(q, q.options.centres!),
  'proxy-nca'(q) {
    const onSphere = (row: readonly number[]) => unit(row).map((v) => v * q.options.radius!);
    const proxies = (q.weights.classes as Rows).map(onSphere);
    return average(
      q.x.map((row, i) => {
        const own = Math.exp(-squared(onSphere(row), proxies[q.labels[i]!]!));
        const others = proxies.map((p, c) => (c === q.labels[i] ? 0 : Math.exp(-squared(onSphere(row), p))));
        return -Math.log(own / others.reduce((a, b) => a + b, 0));
      }),
    );
  },
  'proxy-anchor'(q) {
    const { margin, scale } = q.options as { margin: number; scale: number };
    const [pull, push]: [number[], number[]] = [[], []];
    (q.weights.classes as Rows).forEach((proxy, c) => {
      const s = (i: number) => cosineOf(q.x[i]!, proxy);
      const own = q.x.flatMap((_, i) => (q.labels[i] === c ? [Math.exp(-scale * (s(i) - margin))] : []));
      const others = q.x.flatMap((_, i) => (q.labels[i] === c ? [] : [Math.exp(scale * (s(i) + margin))]));
      const log1 = (all: number[]) => Math.log(1 + all.reduce((a, b) => a + b, 0));
      if (own.length > 0) pull.push(log1(own));
      push.push(log1(others));
    });
    return average(pull) + average(push);
  },
};
