import type { Graph, Node } from '../graph.ts';
import { broadcastShapes, type Shape, sameShape, sizeOf } from '../shapes.ts';
import { ELEMENTWISE } from './elementwise.ts';

/**
 * What is one number a channel is computed as a vector, whatever axes of length one it was written with: mean, gain and their gradients otherwise go
 * from [c] to [1, c, 1, 1] and back at every step. Of reshapes in a row the last remains, and none that changes nothing; equal nodes are merged.
 * Each operator costs microseconds however few numbers it has, and of such operators a training step has hundreds (docs/benchmarks.md). Changes no number.
 * @param zeros values that are known to be zero, whatever their other factors are
 */
export function plainVectors(nodes: readonly Node[], graph: Graph, zeros: ReadonlySet<string> = new Set()): Node[] {
  return new Tidier(graph, zeros).run(nodes);
}

class Tidier {
  private readonly graph: Graph;
  private readonly zeros: Set<string>;
  private readonly nodes: Node[] = [];
  private readonly renamed = new Map<string, string>();
  private readonly made = new Map<string, readonly string[]>();
  /** What a reshape's result was before it. */
  private readonly sources = new Map<string, string>();
  private readonly shapes: Map<string, Shape>;

  constructor(graph: Graph, zeros: ReadonlySet<string>) {
    this.graph = graph;
    this.zeros = new Set(zeros);
    this.shapes = new Map(graph.shapes);
    for (const { name, shape } of graph.inputs) this.shapes.set(name, shape as Shape);
  }

  run(nodes: readonly Node[]): Node[] {
    for (const original of nodes) {
      const node = { ...original, inputs: original.inputs.map((name) => this.renamed.get(name) ?? name) };
      if (node.outputs.length !== 1 || !this.simplified(node)) this.keep(node);
    }
    const outputs = this.graph.outputs.map((port) => ({ ...port, value: this.renamed.get(port.value) ?? port.value }));
    this.graph.outputs.splice(0, outputs.length, ...outputs);
    return this.nodes;
  }

  private simplified(node: Node): boolean {
    const [output] = node.outputs as [string];
    if (node.domain !== '') return false;
    if (node.op === 'Reshape') {
      const target = this.graph.constants.get(node.inputs[1] as string)?.data;
      if (!target || [...target].some((length) => length <= 0)) return false;
      this.renamed.set(output, this.reshape(node.inputs[0] as string, [...target], node));
      return true;
    }
    return ELEMENTWISE.has(node.op) && (this.isZero(node) || this.asVector(node));
  }

  /** A product with zero, and its negative, are zero; a sum with zero is its other term. */
  private isZero({ op, inputs, outputs }: Node): boolean {
    const [output] = outputs as [string];
    const zero = inputs.find((name) => this.zeros.has(name));
    const shape = this.shapes.get(output);
    if (zero === undefined || !shape) return false;
    if (op === 'Mul' || op === 'Neg') {
      const name = this.zero(shape);
      this.renamed.set(output, name);
      return true;
    }
    const other = inputs.find((name) => name !== zero);
    if (op !== 'Add' || other === undefined || !sameShape(this.shapeOf(other) ?? [], shape)) return false;
    this.renamed.set(output, other);
    return true;
  }

  private zero(shape: Shape): string {
    const name = this.graph.fresh('c');
    this.graph.constants.set(name, { data: new Float32Array(sizeOf(shape)), shape, dtype: 'float32' });
    this.zeros.add(name);
    return name;
  }

  private asVector(node: Node): boolean {
    const shapes = node.inputs.map((name) => this.shapeOf(name));
    if (shapes.some((shape) => shape === undefined)) return false;
    const shape = broadcastShapes(...(shapes as Shape[]));
    const length = sizeOf(shape);
    const fits = (one: Shape) => sizeOf(one) === 1 || (sizeOf(one) === length && isVector(one));
    if (shape.length < 2 || length === 1 || !(shapes as Shape[]).every(fits)) return false;
    const operands = node.inputs.map((name, i) => {
      const own = shapes[i] as Shape;
      return sizeOf(own) > 1
        ? this.reshape(name, [length], node)
        : own.length > 1
          ? this.reshape(name, [], node)
          : name;
    });
    const [vector] = this.add({ ...node, inputs: operands, outputs: [this.graph.fresh()] }) as [string];
    this.shapes.set(vector, [length]);
    this.renamed.set(node.outputs[0] as string, this.reshape(vector, shape, node));
    return true;
  }

  private reshape(name: string, shape: Shape, { origin }: Node): string {
    const source = this.sources.get(name) ?? name;
    const known = this.shapeOf(source);
    if (known && sameShape(known, shape)) return source;
    const constant = this.graph.constants.get(source);
    if (constant) {
      return this.zeros.has(source) ? this.zero(shape) : this.graph.constant(constant.data, shape, constant.dtype);
    }
    const inputs = [source, this.graph.ints(shape)];
    const [result] = this.add({
      op: 'Reshape',
      inputs,
      outputs: [this.graph.fresh()],
      attributes: {},
      domain: '',
      origin,
    });
    this.sources.set(result as string, source);
    this.shapes.set(result as string, shape);
    return result as string;
  }

  /** A node as it is, unless an equal one is there. */
  private keep(node: Node): void {
    const names = this.add(node);
    for (const [i, output] of node.outputs.entries()) {
      const name = names[i] as string;
      if (name !== output) this.renamed.set(output, name);
      const shapes = node.inputs.map((input) => this.shapeOf(input));
      if (!ELEMENTWISE.has(node.op) || this.shapes.has(name) || shapes.some((shape) => !shape)) continue;
      this.shapes.set(name, broadcastShapes(...(shapes as Shape[])));
    }
  }

  private add(node: Node): readonly string[] {
    const key = `${node.domain}:${node.op}/${node.outputs.length}|${node.inputs.join(',')}|${JSON.stringify(node.attributes)}`;
    const twin = this.made.get(key);
    if (twin) return twin;
    this.made.set(key, node.outputs);
    this.nodes.push(node);
    return node.outputs;
  }

  private shapeOf = (name: string): Shape | undefined => this.graph.constants.get(name)?.shape ?? this.shapes.get(name);
}

/** At most one axis is longer than one. */
const isVector = (shape: Shape): boolean => shape.filter((length) => length !== 1).length <= 1;
