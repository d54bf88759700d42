import { type Attribute, type Constant, type Layout, type Length, sizeOf } from '../graph.ts';

/** What is known of a value without running the network. */
export interface Known {
  /** Null: not even how many axes it has. */
  readonly shape: readonly Length[] | null;
  /** Of a few numbers that others may read as sizes, the numbers. */
  readonly numbers: readonly Length[] | null;
  readonly layout: Layout;
  /** It lies in the file. */
  readonly constant: boolean;
}

export interface Ruled {
  readonly values: readonly Known[];
  /** The factors of how many products each number of the first output is the sum of: height and width of a kernel, channels. */
  readonly factors?: readonly number[];
  /** Multiply-accumulates where they are not outputs × factors. */
  readonly macs?: Length;
}

/** An operation in the middle of a network of which all that comes before is known as far as it can be. */
export interface Call {
  readonly op: string;
  /** '' as an input: it is left out. */
  readonly inputs: readonly (Known | undefined)[];
  readonly attribute: (name: string) => Attribute;
  readonly outputs: number;
}

/** Shape inference of an operation. It never throws for what a file says: what it cannot make out is not known. */
export type Rule = (call: Call) => Ruled;

/** So many numbers are kept of a value: shapes and paddings have fewer. */
export const NUMBERS_KEPT = 64;

const nothing: Known = { shape: null, numbers: null, layout: 'nchw', constant: false };
export const unknown = (count = 1): Ruled => ({ values: Array.from({ length: count }, () => nothing) });

export const known = (shape: readonly Length[] | null, like?: Known, numbers: Known['numbers'] = null): Known => ({
  shape,
  numbers: numbers !== null && numbers.length <= NUMBERS_KEPT ? numbers : null,
  layout: like?.layout ?? 'nhwc',
  constant: false,
});

export const one = (shape: readonly Length[] | null, like?: Known, numbers?: Known['numbers']): Ruled => ({
  values: [known(shape, like, numbers)],
});

export const constantOf = ({ shape, data }: Constant, layout: Layout): Known => ({
  shape,
  numbers: sizeOf(shape) <= NUMBERS_KEPT ? Array.from(data, Number) : null,
  layout,
  constant: true,
});

export const isNumbers = (value: Attribute): value is readonly number[] =>
  Array.isArray(value) && value.every((each) => typeof each === 'number');

/** An attribute's integers, or those of the input at this place, where newer files have them; undefined where neither tells them. */
export function integers(call: Call, name: string, place?: number): readonly number[] | undefined {
  const attribute = call.attribute(name);
  if (isNumbers(attribute)) return attribute;
  if (typeof attribute === 'number') return [attribute];
  const numbers = place === undefined ? undefined : call.inputs[place]?.numbers;
  return numbers?.every((each) => each !== null) ? (numbers as readonly number[]) : undefined;
}

export const integer = (call: Call, name: string, otherwise: number): number => {
  const value = call.attribute(name);
  return typeof value === 'number' ? value : typeof value === 'boolean' ? Number(value) : otherwise;
};

/** Axes from the end are negative. */
export const axisOf = (axis: number, rank: number): number => (axis < 0 ? axis + rank : axis);

export const plus = (a: Length, b: Length): Length => (a === null || b === null ? null : a + b);
