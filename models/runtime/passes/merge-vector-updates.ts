import type { Constant, Graph, GraphOutput, Node } from '../graph.ts';
import { broadcastShapes, type Shape } from '../shapes.ts';

/**
 * Optimisers and moving averages do the same to one vector after the other (a bias, a gain, a shift of each layer): a dozen nodes for some dozen
 * numbers each, of which every node costs more than its numbers. Where outputs of rank 1 are computed alike from vectors of their own length and
 * from shared numbers, the vectors are joined, the work is done once, and the results are cut apart: no number changes. The state keeps its names.
 * Larger parameters are left alone, where joining would be a copy without a gain (docs/benchmarks.md).
 */
export function mergeVectorUpdates(graph: Graph): void {
  const merger = new Merger(graph);
  const groups = new Map<string, GraphOutput[]>();
  for (const output of graph.outputs) {
    const [length, ...rest] = output.shape;
    const likeness =
      rest.length === 0 && typeof length === 'number' ? merger.likeness(output.value, length) : undefined;
    if (likeness === undefined || likeness === VECTOR) continue;
    groups.set(likeness, [...(groups.get(likeness) ?? []), output]);
  }
  const merged = new Map<GraphOutput, string>();
  for (const group of groups.values()) {
    if (group.length < 2) continue;
    const lengths = group.map(({ shape }) => shape[0] as number);
    const joined = merger.join(group.map(({ value }) => value));
    const parts = graph.nodeOf('Split', [joined, graph.ints(lengths)], { axis: 0 }, group.length);
    for (const [i, output] of group.entries()) merged.set(output, parts[i] as string);
  }
  graph.outputs.splice(
    0,
    graph.outputs.length,
    ...graph.outputs.map((o) => ({ ...o, value: merged.get(o) ?? o.value })),
  );
}

/** Work element by element whose result has its operands' type. */
const ELEMENTWISE = new Set([
  'Add',
  'Sub',
  'Mul',
  'Div',
  'Max',
  'Min',
  'Sum',
  'Sqrt',
  'Neg',
  'Abs',
  'Reciprocal',
  'Pow',
]);
const VECTOR = 'vector';

class Merger {
  private readonly graph: Graph;
  private readonly producers = new Map<string, Node>();
  private readonly shapes = new Map<string, Shape | undefined>();
  private readonly likenesses = new Map<string, string | undefined>();

  constructor(graph: Graph) {
    this.graph = graph;
    for (const node of graph.nodes) for (const output of node.outputs) this.producers.set(output, node);
    for (const { name, shape } of graph.inputs) {
      if (shape.every((length) => typeof length === 'number')) this.shapes.set(name, shape as Shape);
    }
  }

  /** A text that is equal for values that the same nodes compute from vectors and shared numbers; undefined where that is not known. */
  likeness(value: string, length: number): string | undefined {
    if (!this.likenesses.has(value)) this.likenesses.set(value, this.findLikeness(value, length));
    return this.likenesses.get(value);
  }

  private findLikeness(value: string, length: number): string | undefined {
    const shape = this.shape(value);
    if (shape?.every((n) => n === 1) && shape.length < 2 && length > 1) return value;
    if (shape?.length !== 1 || shape[0] !== length) return undefined;
    const node = this.producers.get(value);
    if (!node || !ELEMENTWISE.has(node.op)) return this.isFloat(value) ? VECTOR : undefined;
    const inputs = node.inputs.map((input) => this.likeness(input, length));
    if (inputs.some((input) => input === undefined)) return undefined;
    return `${node.op}(${inputs})${JSON.stringify(node.attributes)}`;
  }

  /** Integers are rare here, and a vector of one type would be joined to one of another. */
  private isFloat(value: string): boolean {
    const known = this.graph.constants.get(value) ?? this.graph.inputs.find(({ name }) => name === value);
    return known ? known.dtype === 'float32' : this.producers.get(value)?.op !== 'Cast';
  }

  private shape(value: string): Shape | undefined {
    if (!this.shapes.has(value)) this.shapes.set(value, this.findShape(value));
    return this.shapes.get(value);
  }

  private findShape(value: string): Shape | undefined {
    const constant: Constant | undefined = this.graph.constants.get(value);
    if (constant) return constant.shape;
    const node = this.producers.get(value);
    if (node?.op === 'Reshape') {
      const asked = this.graph.constants.get(node.inputs[1] as string)?.data;
      return asked?.every((n) => n > 0) ? Array.from(asked) : undefined;
    }
    if (!node || !ELEMENTWISE.has(node.op)) return undefined;
    const shapes = node.inputs.map((input) => this.shape(input));
    return shapes.every((shape) => shape !== undefined) ? broadcastShapes(...shapes) : undefined;
  }

  /** One value for all of `values`, which are alike; equal lists give equal names. */
  join(values: readonly string[]): string {
    const [first = ''] = values;
    if (values.every((value) => value === first) && this.shape(first)?.every((n) => n === 1)) return first;
    const nodes = values.map((value) => this.producers.get(value));
    const [node] = nodes;
    if (!node || !ELEMENTWISE.has(node.op)) return this.graph.node('Concat', values, { axis: 0 });
    const inputs = node.inputs.map((_, i) => this.join(nodes.map((each) => each?.inputs[i] as string)));
    return this.graph.node(node.op, inputs, node.attributes);
  }
}
