import { countOf, type Length } from '../graph.ts';
import { axisOf, type Call, type Known, known, one, plus, type Ruled, unknown } from './rule.ts';

/** New axes for the same numbers: one length may be −1, and of ONNX 0 means "as before". */
export function reshaped(
  x: Known | undefined,
  wanted: readonly Length[] | null | undefined,
  keepsAtZero: boolean,
): Ruled {
  if (!x || !wanted) return unknown();
  const lengths = wanted.map((length, axis) => (length === 0 && keepsAtZero ? (x.shape?.[axis] ?? null) : length));
  const free = lengths.indexOf(-1);
  const total = countOf(x.shape);
  const rest = countOf(lengths.filter((_, i) => i !== free));
  const shape = lengths.map((length, i) =>
    i === free ? (total === null || rest === null || rest === 0 ? null : total / rest) : length,
  );
  return one(shape, x, x.numbers);
}

export function transposed(x: Known | undefined, order: readonly number[] | undefined): Ruled {
  if (!x?.shape) return unknown();
  const turned = order ?? x.shape.map((_, i) => x.shape!.length - 1 - i);
  const layout = turned.join() === '0,2,3,1' ? 'nhwc' : turned.join() === '0,3,1,2' ? 'nchw' : x.layout;
  return {
    values: [
      {
        ...known(
          turned.map((axis) => x.shape![axis] ?? null),
          x,
        ),
        layout,
      },
    ],
  };
}

export function joined(inputs: readonly (Known | undefined)[], axis: number): Ruled {
  const given = inputs.filter((input) => input !== undefined);
  const like = given.find((input) => !input.constant) ?? given[0];
  if (like === undefined || given.some(({ shape }) => shape === null)) return unknown();
  const at = axisOf(axis, like.shape!.length);
  const shape = like.shape!.map((length, i) =>
    i === at
      ? given.reduce<Length>((sum, each) => plus(sum, each.shape![i] ?? null), 0)
      : (given.map((each) => each.shape![i]).find((each) => each !== null) ?? length),
  );
  const numbers = like.shape!.length === 1 ? given.map((each) => each.numbers) : [null];
  return one(shape, like, numbers.includes(null) ? null : (numbers as (readonly Length[])[]).flat());
}

export function withoutAxes(x: Known | undefined, axes: readonly number[] | undefined): Ruled {
  if (!x?.shape) return unknown();
  const gone =
    axes === undefined || axes.length === 0
      ? new Set(x.shape.flatMap((length, i) => (length === 1 ? [i] : [])))
      : new Set(axes.map((axis) => axisOf(axis, x.shape!.length)));
  return one(
    x.shape.filter((_, i) => !gone.has(i)),
    x,
    x.numbers,
  );
}

export function withAxes(x: Known | undefined, axes: readonly number[] | undefined): Ruled {
  if (!x?.shape || axes === undefined) return unknown();
  const rank = x.shape.length + axes.length;
  const added = new Set(axes.map((axis) => axisOf(axis, rank)));
  const old = x.shape.values();
  return one(
    Array.from({ length: rank }, (_, i) => (added.has(i) ? 1 : (old.next().value ?? null))),
    x,
    x.numbers,
  );
}

/** Where a slice from `begin` to `end` by `step` has how many; negative ones count from the end. */
export function sliceLength(length: Length, begin: number, end: number, step: number): Length {
  if (length === null) return null;
  const inside = (at: number): number => {
    const from = at < 0 ? at + length : at;
    return step > 0 ? Math.min(Math.max(from, 0), length) : Math.min(Math.max(from, -1), length - 1);
  };
  return Math.max(0, Math.ceil((inside(end) - inside(begin)) / step));
}

/** Numbers along one axis, sliced alike, where sizes are what is sliced. */
export const slicedNumbers = (
  numbers: readonly Length[] | null,
  begin: number,
  count: Length,
  step: number,
): readonly Length[] | null => {
  if (numbers === null || count === null) return null;
  const from = begin < 0 ? begin + numbers.length : begin;
  return Array.from({ length: count }, (_, i) => numbers[from + i * step] ?? null);
};

export function padded(x: Known | undefined, pads: readonly (readonly [Length, Length])[] | undefined): Ruled {
  if (!x?.shape) return unknown();
  if (pads === undefined)
    return one(
      x.shape.map(() => null),
      x,
    );
  return one(
    x.shape.map((length, i) => plus(length, plus(pads[i]?.[0] ?? 0, pads[i]?.[1] ?? 0))),
    x,
  );
}

/** @param axes undefined: all of them */
export function reduced(x: Known | undefined, axes: readonly number[] | undefined, keeps: boolean): Ruled {
  if (!x?.shape) return unknown();
  const gone = new Set((axes ?? x.shape.map((_, i) => i)).map((axis) => axisOf(axis, x.shape!.length)));
  return one(
    x.shape.flatMap((length, i) => (gone.has(i) ? (keeps ? [1] : []) : [length])),
    x,
  );
}

export function gathered(x: Known | undefined, indices: Known | undefined, axis: number): Ruled {
  if (!x?.shape || !indices?.shape) return unknown();
  const at = axisOf(axis, x.shape.length);
  const shape = [...x.shape.slice(0, at), ...indices.shape, ...x.shape.slice(at + 1)];
  const numbers =
    x.numbers !== null && indices.numbers !== null && x.shape.length === 1
      ? indices.numbers.map((i) => (i === null ? null : (x.numbers![i < 0 ? i + x.numbers!.length : i] ?? null)))
      : null;
  return one(shape, x, numbers);
}

export function split(x: Known | undefined, axis: number, parts: readonly Length[]): Ruled {
  if (!x?.shape) return unknown(parts.length);
  const at = axisOf(axis, x.shape.length);
  return {
    values: parts.map((part) =>
      known(
        x.shape!.map((length, i) => (i === at ? part : length)),
        x,
      ),
    ),
  };
}

export const equalParts = (length: Length | undefined, count: number): Length[] =>
  Array.from({ length: count }, (_, i) =>
    length == null ? null : Math.min(Math.ceil(length / count), length - i * Math.ceil(length / count)),
  );

/** Its own axes as numbers. */
export const shapeItself = ({ inputs: [x] }: Call): Ruled => (x?.shape ? one([x.shape.length], x, x.shape) : unknown());
