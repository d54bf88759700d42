import type { OnnxElementType } from '../runtime/onnx-tensor.ts';

/** A length of a value's axis; null where only a run tells it. */
export type Length = number | null;

/** How a value of four axes lies: channels first, as ONNX has it, or last, as TensorFlow does. */
export type Layout = 'nchw' | 'nhwc';

export type NetworkFormat = 'onnx' | 'tfjs-graph' | 'tfjs-layers';

/** Numbers that lie in the file. */
export interface Weight {
  readonly name: string;
  readonly dtype: string;
  readonly shape: readonly number[];
  /** Read when they are looked at: most weights of a large file never are. @throws where the file is damaged */
  readonly numbers: () => ArrayLike<number>;
}

/** An attribute as an operation's rules read it, whichever format wrote it. */
export type Attribute = number | string | boolean | readonly number[] | readonly string[] | Constant | undefined;

/** A tensor among the attributes. */
export interface Constant {
  readonly shape: readonly number[];
  readonly data: ArrayLike<number>;
}

/** One operation, as it stands in the file. */
export interface Operation {
  readonly name: string;
  readonly op: string;
  /** Values; '' is an optional one that is left out. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: ReadonlyMap<string, Attribute>;
}

export interface GraphPort {
  readonly name: string;
  readonly dtype: OnnxElementType | string;
  readonly shape: readonly Length[] | null;
}

/** A network as its file tells it, read without running anything. */
export interface NetworkGraph {
  readonly format: NetworkFormat;
  /** What wrote it, as far as it says so. */
  readonly producer: string;
  readonly inputs: readonly GraphPort[];
  /** In an order in which each comes after those that it needs, but for loops. */
  readonly operations: readonly Operation[];
  readonly weights: ReadonlyMap<string, Weight>;
  readonly outputs: readonly string[];
}

export const sizeOf = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);

/** Numbers of a value, null where an axis is not known. */
export const countOf = (shape: readonly Length[] | null): Length =>
  shape === null || shape.includes(null) ? null : sizeOf(shape as readonly number[]);
