import type { Tensor } from '@tensorflow/tfjs-core';
import { isKnown } from '../backend.ts';
import { UnsupportedOnnxOp } from '../onnx-error.ts';
import type { OnnxTensor } from '../onnx-tensor.ts';
import type { OnnxNode } from '../read-onnx.ts';

/** A node as its rule sees it: its inputs as tensors, its attributes by type. */
export class OpNode {
  readonly op: string;
  readonly name: string;
  /** Version of the operator set: some operations changed their meaning or turned attributes into inputs. */
  readonly opset: number;
  /** How many outputs the file asks for. */
  readonly outputs: number;
  private readonly node: OnnxNode;
  private readonly given: readonly (Tensor | undefined)[];

  constructor(node: OnnxNode, opset: number, given: readonly (Tensor | undefined)[]) {
    this.node = node;
    this.op = node.op;
    this.name = node.name;
    this.opset = opset;
    this.outputs = node.outputs.length;
    this.given = given;
  }

  /** All inputs that are there, for operations of any number of them. */
  get inputs(): Tensor[] {
    return this.given.filter((tensor) => tensor !== undefined);
  }

  /** @throws UnsupportedOnnxOp when the node has no such input */
  input(i: number): Tensor {
    return this.given[i] ?? this.refuse(`lacks its input ${i}`);
  }

  optional(i: number): Tensor | undefined {
    return this.given[i];
  }

  has(attribute: string): boolean {
    return this.node.attributes.has(attribute);
  }

  /** An integer or float attribute. */
  number(attribute: string, otherwise: number): number {
    const value = this.node.attributes.get(attribute);
    return typeof value === 'number' ? value : otherwise;
  }

  numbers(attribute: string): readonly number[] | undefined {
    const value = this.node.attributes.get(attribute);
    return Array.isArray(value) ? (value as readonly number[]) : undefined;
  }

  string(attribute: string, otherwise: string): string {
    const value = this.node.attributes.get(attribute);
    return typeof value === 'string' ? value : otherwise;
  }

  tensor(attribute: string): OnnxTensor | undefined {
    const value = this.node.attributes.get(attribute);
    return typeof value === 'object' && 'data' in value ? value : undefined;
  }

  /**
   * An input's numbers (a shape, axes, bounds), which must not depend on the function's inputs.
   * @throws UnsupportedOnnxOp when they do
   */
  known(i: number): number[] | undefined {
    const tensor = this.given[i];
    if (tensor === undefined) return undefined;
    if (!isKnown(tensor))
      return this.refuse(`takes its input ${i} from the data, where only a constant can be translated`);
    return Array.from(tensor.dataSync());
  }

  /** What newer operator sets take as an input and older ones as an attribute. */
  setting(input: number, attribute: string): readonly number[] | undefined {
    return this.known(input) ?? this.numbers(attribute);
  }

  refuse(why: string): never {
    throw new UnsupportedOnnxOp(this.op, this.name, why);
  }
}
