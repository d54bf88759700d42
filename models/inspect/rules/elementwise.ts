import type { Length } from '../graph.ts';
import { type Known, one, type Rule, type Ruled, unknown } from './rule.ts';

/** As large as its first input. */
export const same: Rule = ({ inputs: [first] }) => one(first?.shape ?? null, first, first?.numbers);

const ARITHMETIC: Readonly<Partial<Record<string, (a: number, b: number) => number>>> = {
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  mul: (a, b) => a * b,
  div: (a, b) => a / b,
  floordiv: (a, b) => Math.floor(a / b),
  minimum: Math.min,
  min: Math.min,
  maximum: Math.max,
  max: Math.max,
};

/** Stretched over each other from the last axis on (NumPy's rule, which both formats have). Sizes are computed with, too. */
export const broadcast: Rule = ({ op, inputs }) => {
  const given = inputs.filter((input) => input !== undefined);
  const like = given.find((input) => !input.constant) ?? given[0];
  const shape = stretched(given);
  const work = ARITHMETIC[op.toLowerCase().replace(/v2$/, '').replace(/^real/, '')];
  const numbers = work && given.length === 2 ? computed(given as [Known, Known], shape, work, op) : null;
  return one(shape, like, numbers);
};

function stretched(given: readonly Known[]): readonly Length[] | null {
  if (given.length === 0 || given.some(({ shape }) => shape === null)) return null;
  const rank = Math.max(...given.map(({ shape }) => shape!.length));
  return Array.from({ length: rank }, (_, axis) => {
    const lengths = given.map(({ shape }): Length => {
      const at = axis - rank + shape!.length;
      return at < 0 ? 1 : (shape![at] ?? null);
    });
    const larger = lengths.find((length) => length !== null && length !== 1);
    return larger ?? (lengths.includes(null) ? null : 1);
  });
}

function computed(
  [a, b]: readonly [Known, Known],
  shape: readonly Length[] | null,
  work: (a: number, b: number) => number,
  op: string,
): readonly Length[] | null {
  if (a.numbers === null || b.numbers === null || shape === null || shape.length > 1) return null;
  const length = Math.max(a.numbers.length, b.numbers.length);
  const at = (numbers: readonly Length[], i: number): Length => numbers[numbers.length === 1 ? 0 : i] ?? null;
  return Array.from({ length }, (_, i) => {
    const [x, y] = [at(a.numbers!, i), at(b.numbers!, i)];
    if (x === null || y === null) return null;
    const value = work(x, y);
    // ONNX divides integers to the integer toward zero; a size is one.
    return op === 'Div' && Number.isInteger(x) && Number.isInteger(y) ? Math.trunc(value) : value;
  });
}

/** Matrices multiplied, with all axes before the last two stretched over each other. */
export function product(a: Known | undefined, b: Known | undefined, turnA: boolean, turnB: boolean): Ruled {
  if (!a?.shape || !b?.shape || a.shape.length < 1 || b.shape.length < 1) return unknown();
  const left = a.shape.length === 1 ? [1, ...a.shape] : a.shape;
  const right = b.shape.length === 1 ? [...b.shape, 1] : b.shape;
  const [rows, inner] = turnA ? [left.at(-1)!, left.at(-2)!] : [left.at(-2)!, left.at(-1)!];
  const columns = turnB ? right.at(-2)! : right.at(-1)!;
  const before = stretched([
    { ...a, shape: left.slice(0, -2) },
    { ...b, shape: right.slice(0, -2) },
  ])!;
  const shape = [...before, ...(a.shape.length === 1 ? [] : [rows]), ...(b.shape.length === 1 ? [] : [columns])];
  return { ...one(shape, a), ...(inner === null ? { macs: null } : { factors: [inner] }) };
}
