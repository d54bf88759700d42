import { type Random, seededRandom } from '../metrics/seeded-random.ts';
import { type Arrow, type CausalGraph, causalOrder, keeping } from './graph.ts';

export interface StrongArrow extends Arrow {
  /** By how much `to` changes where `from` changes by one and all else stays. */
  readonly strength: number;
}

/**
 * A linear structural causal model: each variable is the sum of its causes, each times its arrow's strength, and of noise of its own, normal
 * with mean 0 and variance 1, independent of all else (Wright, 1921; Pearl, "Causality", 2nd ed., §5.1).
 */
export interface LinearModel extends CausalGraph {
  readonly arrows: readonly StrongArrow[];
}

/** Values of each variable, [count], and the noise that went into them. */
export interface Sample {
  readonly count: number;
  readonly values: Readonly<Record<string, Float64Array>>;
  readonly noise: Readonly<Record<string, Float64Array>>;
}

/** do(node): what acted on it acts no more (the model that Pearl calls mutilated). */
export const intervene = (model: LinearModel, node: string): LinearModel => keeping(model, ({ to }) => to !== node);

/**
 * Draws from the model: the same numbers for the same seed. A variable draws the same noise whichever arrows there are, so that a model and
 * one intervened in are about the same cases.
 * @param fixed values that are set from outside, do(X = x): [count] or one number for all; nothing acts on these
 * @throws CycleError
 */
export function sampleModel(
  model: LinearModel,
  count: number,
  seed: number,
  fixed: Readonly<Record<string, number | ArrayLike<number>>> = {},
): Sample {
  const values: Record<string, Float64Array> = {};
  const noise: Record<string, Float64Array> = {};
  for (const node of causalOrder(model)) {
    const own = normalNumbers(count, seededRandom(Math.imul(seed, 0x9e3779b1) ^ hash(node)));
    const given = fixed[node];
    noise[node] = own;
    if (given !== undefined) {
      values[node] = Float64Array.from({ length: count }, (_, i) => (typeof given === 'number' ? given : given[i]!));
      continue;
    }
    const sum = Float64Array.from(own);
    for (const { from, to, strength } of model.arrows)
      if (to === node) for (let i = 0; i < count; i++) sum[i]! += strength * values[from]![i]!;
    values[node] = sum;
  }
  return { count, values, noise };
}

/** Box, Muller 1958. */
function normalNumbers(count: number, random: Random): Float64Array {
  return Float64Array.from({ length: count }, () => {
    const length = Math.sqrt(-2 * Math.log(1 - random()));
    return length * Math.cos(2 * Math.PI * random());
  });
}

/** FNV-1a: another stream of noise for another name. */
function hash(text: string): number {
  let sum = 0x811c9dc5;
  for (const sign of text) sum = Math.imul(sum ^ sign.codePointAt(0)!, 0x01000193);
  return sum;
}
