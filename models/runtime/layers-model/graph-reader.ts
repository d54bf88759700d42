import type { Constant, Graph, Node } from '../graph.ts';
import { liveNodes } from '../passes/dead-nodes.ts';

/** A recorded graph of TensorFlow operations, asked from its results backwards: what makes a value, and who else uses it. */
export class GraphReader {
  readonly graph: Graph;
  private readonly producers = new Map<string, Node>();
  private readonly users = new Map<string, number>();

  constructor(graph: Graph) {
    this.graph = graph;
    for (const node of liveNodes(graph)) {
      for (const output of node.outputs) this.producers.set(output, node);
      for (const input of node.inputs) this.users.set(input, (this.users.get(input) ?? 0) + 1);
    }
    for (const { value } of graph.outputs) this.users.set(value, (this.users.get(value) ?? 0) + 1);
  }

  /** The node that makes a value; undefined for inputs and constants. */
  node(value: string): Node | undefined {
    return this.producers.get(value);
  }

  /** The same, where it is of this operation. */
  nodeOf(value: string, op: string): Node | undefined {
    const node = this.producers.get(value);
    return node?.op === op ? node : undefined;
  }

  /** The same, where nobody else needs the value, so that its node may be taken into another. */
  ownNodeOf(value: string, op: string): Node | undefined {
    return this.users.get(value) === 1 ? this.nodeOf(value, op) : undefined;
  }

  constant(value: string): Constant | undefined {
    return this.graph.constants.get(value);
  }

  /** A constant's numbers. */
  numbers(value: string): number[] | undefined {
    const constant = this.graph.constants.get(value);
    return constant && Array.from(constant.data);
  }

  /** Of a node of two operands, one of which is a constant: that one, and the other. */
  withConstant({
    inputs,
  }: Node): { readonly value: string; readonly constant: Constant; readonly isFirst: boolean } | undefined {
    const [a, b] = inputs as [string, string];
    const [first, second] = [this.constant(a), this.constant(b)];
    if (second) return { value: a, constant: second, isFirst: false };
    return first && { value: b, constant: first, isFirst: true };
  }
}
