import type { Graph, Node } from '../graph.ts';
import { broadcastShapes, type Shape, sizeOf } from '../shapes.ts';
import { ELEMENTWISE } from './elementwise.ts';

/**
 * Updates of vectors by the same formula (an optimiser's, of biases and gains; moving averages) are done as one on the joined vector: each operator
 * costs microseconds however few numbers it has, and Adam has 14 a variable (docs/benchmarks.md). Joining and parting costs an operator each, so it is
 * done where it saves some. Larger variables would be copied for nothing. Changes no number.
 */
export function joinUpdates(nodes: readonly Node[], graph: Graph): Node[] {
  return new Joiner(nodes, graph).run();
}

/** How deep formulas must agree to be compared at all. */
const DEPTH = 3;
const FEWEST = 3;

/** What stands at the same place in every member's formula: by the first member's name, all names. */
type Places = Map<string, string[]>;

class Joiner {
  private readonly graph: Graph;
  private nodes: readonly Node[];
  private readonly producers: ReadonlyMap<string, Node>;
  private readonly shapes = new Map<string, Shape>();
  private readonly results: Set<string>;

  constructor(nodes: readonly Node[], graph: Graph) {
    this.nodes = nodes;
    this.graph = graph;
    this.producers = new Map(nodes.flatMap((node) => node.outputs.map((name) => [name, node] as const)));
    this.results = new Set(graph.outputs.map(({ value }) => value));
    for (const { name, shape } of graph.inputs) this.shapes.set(name, shape as Shape);
    for (const [name, shape] of graph.shapes) this.shapes.set(name, shape);
    for (const { value, shape } of graph.outputs) this.shapes.set(value, shape as Shape);
    for (const { op, inputs, outputs } of nodes) {
      const [output] = outputs as [string];
      const target = op === 'Reshape' ? graph.constants.get(inputs[1] as string)?.data : undefined;
      const operands = ELEMENTWISE.has(op) ? inputs.map(this.shapeOf) : [];
      if (target && !target.includes(-1 as never)) this.shapes.set(output, [...target]);
      else if (operands.length > 0 && operands.every((shape) => shape !== undefined))
        this.shapes.set(output, broadcastShapes(...operands));
    }
  }

  run(): Node[] {
    const done = new Set<string>();
    // The longest formulas first: what lies within them is a result too (moments), and joined with them.
    const roots = [...this.results].filter((name) => this.isVector(name) && this.formula(name));
    roots.sort((a, b) => this.size(b) - this.size(a));
    const groups = Map.groupBy(roots, (name) => this.signature(name, DEPTH));
    for (const group of groups.values()) {
      const members = group.filter((name) => !done.has(name));
      if (members.length < FEWEST) continue;
      for (const name of this.join(members)) done.add(name);
    }
    return [...this.nodes];
  }

  /** Joins what the members have in common; answers the names that were computed so. */
  private join(members: readonly string[]): string[] {
    const [inner, leaves] = this.common(members);
    const own = new Set([...inner.values()].flat());
    const parted = [...inner].filter(([, names]) => names.some((name) => this.results.has(name)));
    const isUsedElsewhere = this.nodes.some(
      (node) => !own.has(node.outputs[0] as string) && node.inputs.some((name) => own.has(name)),
    );
    const added = inner.size + leaves.size + parted.length;
    if (isUsedElsewhere || own.size < inner.size * members.length || added >= own.size) return [];
    const lengths = members.map((name) => sizeOf(this.shapes.get(name) as Shape));
    const joined = new Map<string, string>();
    const more: Node[] = [];
    const add = (op: string, inputs: readonly string[], outputs: readonly string[], attributes: Node['attributes']) =>
      more.push({ op, inputs, outputs, attributes, domain: '', origin: 'update' });
    for (const [name, names] of leaves) {
      joined.set(name, this.graph.fresh());
      add('Concat', names, [joined.get(name) as string], { axis: 0 });
    }
    for (const node of this.nodes) {
      const [output] = node.outputs as [string];
      if (!inner.has(output)) continue;
      joined.set(output, this.graph.fresh());
      const inputs = node.inputs.map((name) => joined.get(name) ?? name);
      add(node.op, inputs, [joined.get(output) as string], node.attributes);
    }
    for (const [name, names] of parted)
      add('Split', [joined.get(name) as string, this.graph.ints(lengths)], names, { axis: 0 });
    this.nodes = [...this.nodes.filter(({ outputs }) => !own.has(outputs[0] as string)), ...more];
    return [...own];
  }

  /** The part of the formula that all members share, and what it is applied to. */
  private common(members: readonly string[]): [inner: Places, leaves: Places] {
    const cut = new Set<string>();
    for (;;) {
      const [inner, leaves]: [Places, Places] = [new Map(), new Map()];
      const before = cut.size;
      for (const member of members) this.compare(members[0] as string, member, { cut, inner, leaves, seen: new Set() });
      for (const name of leaves.keys()) cut.add(name);
      if (cut.size === before) return [inner, leaves];
    }
  }

  private compare(first: string, other: string, found: Comparison): void {
    if (found.seen.has(first)) return;
    found.seen.add(first);
    const [a, b] = [this.formula(first), this.formula(other)];
    const alike = a && b && !found.cut.has(first) && this.isAlike(a, b);
    const places = alike ? found.inner : found.leaves;
    places.set(first, [...(places.get(first) ?? []), other]);
    if (!alike) return;
    for (const [i, name] of a.inputs.entries())
      if (this.isVector(name)) this.compare(name, b.inputs[i] as string, found);
  }

  /** The same operator on the same numbers and on vectors in the same places. */
  private isAlike(a: Node, b: Node): boolean {
    if (a.op !== b.op || JSON.stringify(a.attributes) !== JSON.stringify(b.attributes)) return false;
    return a.inputs.every((name, i) => {
      const other = b.inputs[i] as string;
      return this.isVector(name) ? this.isVector(other) : name === other;
    });
  }

  private formula(name: string): Node | undefined {
    const node = this.producers.get(name);
    return node && node.domain === '' && ELEMENTWISE.has(node.op) && node.inputs.every((x) => this.isKnown(x))
      ? node
      : undefined;
  }

  private signature(name: string, depth: number): string {
    const node = this.isVector(name) ? this.formula(name) : undefined;
    if (!this.isVector(name)) return name;
    if (!node || depth === 0) return '*';
    return `${node.op}(${node.inputs.map((input) => this.signature(input, depth - 1))})`;
  }

  private size(name: string): number {
    const node = this.isVector(name) ? this.formula(name) : undefined;
    return node ? 1 + node.inputs.reduce((sum, input) => sum + this.size(input), 0) : 0;
  }

  private shapeOf = (name: string): Shape | undefined => this.graph.constants.get(name)?.shape ?? this.shapes.get(name);

  /** A vector, or a number for all. */
  private isKnown(name: string): boolean {
    const shape = this.shapeOf(name);
    return shape !== undefined && (sizeOf(shape) === 1 ? shape.length <= 1 : shape.length === 1);
  }

  private isVector(name: string): boolean {
    const shape = this.shapeOf(name);
    return shape?.length === 1 && (shape[0] as number) > 1;
  }
}

interface Comparison {
  readonly cut: ReadonlySet<string>;
  readonly inner: Places;
  readonly leaves: Places;
  readonly seen: Set<string>;
}
