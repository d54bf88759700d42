import { kullbackLeibler } from '../../../models/distances/distributions.ts';
import { whitened } from '../../../models/distances/mahalanobis.ts';
import type { DistanceId, Parameters } from '../../../models/distances/registry.ts';
import type { Vector } from '../../../models/distances/vectors.ts';

/** How a distance comes about, in signs and the numbers at hand. */
export function arithmetic(id: DistanceId, a: Vector, b: Vector, { p, factor }: Parameters): string {
  const pairs = Array.from(a as ArrayLike<number>, (value, i) => [value, b[i]!] as const);
  const apart = pairs.map(([x, y]) => `|${n(x)} − ${inSum(y)}|`);
  const join = (parts: readonly string[]): string => parts.join(' + ');
  const [from, to] = [Array.from(a), Array.from(b)];
  switch (id) {
    case 'euclidean':
      return `√(${join(pairs.map(([x, y]) => `(${n(x)} − ${inSum(y)})²`))})`;
    case 'manhattan':
      return join(apart);
    case 'chebyshev':
      return `max(${apart.join(', ')})`;
    case 'minkowski':
      return `(${join(apart.map((one) => `${one}^${n(p)}`))})^(1/${n(p)})`;
    case 'mahalanobis':
      return `|L⁻¹(a − b)| = √(${join(
        Array.from(
          whitened(
            pairs.map(([x, y]) => x - y),
            factor,
          ),
          (value) => `${inSum(value)}²`,
        ),
      )})`;
    case 'cosine':
      return cosine(from, to);
    case 'correlation':
      return cosine(centred(from), centred(to));
    case 'hamming':
      return `${from.join('')} ≠ ${to.join('')}: ${pairs.filter(([x, y]) => x !== y).length} / ${pairs.length}`;
    case 'jaccard': {
      const both = pairs.filter(([x, y]) => x !== 0 && y !== 0).length;
      const either = pairs.filter(([x, y]) => x !== 0 || y !== 0).length;
      return either === 0 ? '∅, ∅' : `1 − ${both} / ${either}`;
    }
    case 'bray-curtis':
      return `(${join(apart)}) / (${join(pairs.map(([x, y]) => `${n(x)} + ${n(y)}`))})`;
    case 'canberra':
      return join(pairs.map(([x, y]) => `|${n(x)} − ${inSum(y)}| / (${n(Math.abs(x))} + ${n(Math.abs(y))})`));
    case 'kullback-leibler':
      return join(pairs.filter(([x]) => x > 0).map(([x, y]) => `${n(x)} ln(${n(x)} / ${n(y)})`));
    case 'jensen-shannon': {
      const middle = pairs.map(([x, y]) => (x + y) / 2);
      return `√((${n(kullbackLeibler(from, middle))} + ${n(kullbackLeibler(to, middle))}) / 2)`;
    }
    case 'wasserstein':
      return join(
        pairs.slice(0, -1).map((_, i) => {
          const sum = (all: readonly number[]): number => all.slice(0, i + 1).reduce((s, value) => s + value, 0);
          return `|${n(sum(from))} − ${n(sum(to))}|`;
        }),
      );
    case 'edit':
      return '';
  }
}

function cosine(a: readonly number[], b: readonly number[]): string {
  const dot = a.reduce((sum, value, i) => sum + value * b[i]!, 0);
  return `1 − ${inSum(dot)} / (${n(Math.hypot(...a))} · ${n(Math.hypot(...b))})`;
}

function centred(values: readonly number[]): number[] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.map((value) => value - mean);
}

const n = (value: number): string => String(Number(value.toFixed(2))).replace('-', '−');
const inSum = (value: number): string => (value < 0 ? `(${n(value)})` : n(value));
