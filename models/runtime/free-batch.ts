import type { Constant, Graph, Node } from './graph.ts';
import { liveNodes } from './passes/dead-nodes.ts';
import { type Example, type TensorFunction, trace } from './trace.ts';
import type { TracerOptions } from './tracer.ts';

/** The function's graph depends on the batch size in a way that one graph cannot express. */
export class FixedBatchError extends Error {
  override readonly name = 'FixedBatchError';
}

/** The name of the free dimension in the graph's ports. */
export const BATCH = 'N';

/**
 * Traces a function so that its batch size stays free: once with batches of 2, once with 3. Both recordings must be the
 * same node for node; where an int64 constant (a shape) differs, it must be proportional to the batch, and is then
 * computed from the input's shape at run time. Nothing else is assumed.
 * @throws FixedBatchError when the two recordings cannot be one
 */
export function traceFreeBatch(fn: TensorFunction, examples: readonly Example[], options?: TracerOptions): Graph {
  const withBatch = (n: number) => examples.map((e) => ({ ...e, shape: [n, ...e.shape.slice(1)] }));
  if (examples.length === 0 || examples.some((example) => example.shape.length === 0)) {
    throw new FixedBatchError('An input has no batch axis.');
  }
  const traced = (n: number) => trace(fn, withBatch(n), undefined, options);
  return unify(traced(2), traced(3));
}

function unify(two: Graph, three: Graph): Graph {
  const nodesOfTwo = liveNodes(two);
  const nodesOfThree = liveNodes(three);
  if (nodesOfTwo.length !== nodesOfThree.length) {
    throw new FixedBatchError(
      `Batches of 2 and 3 give graphs of ${nodesOfTwo.length} and ${nodesOfThree.length} nodes.`,
    );
  }
  const shapes = new BatchShapes(two);
  for (const [i, node] of nodesOfTwo.entries()) {
    const twin = nodesOfThree[i] as Node;
    if (node.op !== twin.op || JSON.stringify(node.attributes) !== JSON.stringify(twin.attributes)) {
      throw new FixedBatchError(
        `Node ${i} is ${node.op} for a batch of 2 and ${twin.op} for 3, or has other attributes.`,
      );
    }
    node.inputs = node.inputs.map((name, k) => {
      const constant = two.constants.get(name);
      if (!constant) return name;
      return shapes.freed(node, name, constant, three.constants.get(twin.inputs[k] as string));
    });
  }
  two.nodes.unshift(...shapes.nodes);
  for (const ports of ['inputs', 'outputs'] as const) {
    for (const [i, port] of two[ports].entries()) {
      const other = three[ports][i]?.shape ?? [];
      port.shape = port.shape.map((length, axis) =>
        length === other[axis] ? length : freeDimension(length as number),
      );
    }
  }
  return two;
}

/** A dimension of 2 at batch 2 is N; one of 8 is 4N: it gets a name of its own. */
const freeDimension = (atTwo: number) => (atTwo === 2 ? BATCH : `${BATCH}x${atTwo / 2}`);

/** Makes the shape constants of a graph follow the batch size. */
class BatchShapes {
  /** To be put before the graph's own nodes. */
  readonly nodes: Node[] = [];
  private readonly graph: Graph;
  private batch: string | undefined;

  constructor(graph: Graph) {
    this.graph = graph;
  }

  /** The name of a constant, or of a value that replaces it where it differs between the recordings. */
  freed(node: Node, name: string, atTwo: Constant, atThree: Constant | undefined): string {
    if (!atThree) throw new FixedBatchError(`An input of ${node.op} is a constant for one batch size only.`);
    const a = Array.from(atTwo.data);
    const b = Array.from(atThree.data);
    if (a.length !== b.length)
      throw new FixedBatchError(`A constant of ${node.op} has a length that depends on the batch.`);
    const differs = a.flatMap((x, i) => (Object.is(x, b[i]) ? [] : [i]));
    if (differs.length === 0) return name;
    if (atTwo.dtype !== 'int64' || differs.some((i) => (a[i] as number) * 3 !== (b[i] as number) * 2)) {
      throw new FixedBatchError(`A constant of ${node.op} depends on the batch size other than in proportion.`);
    }
    if (node.op === 'Reshape' && differs.length === 1) {
      return this.graph.ints(a.map((x, i) => (i === differs[0] ? -1 : x)));
    }
    const parts = a.map((x, i) => (differs.includes(i) ? this.multipleOfBatch(x / 2) : this.graph.ints([x])));
    return this.add('Concat', parts, { axis: 0 });
  }

  private multipleOfBatch(factor: number): string {
    return this.add('Mul', [this.batchSize(), this.graph.ints([factor])]);
  }

  private batchSize(): string {
    if (this.batch === undefined) {
      const input = this.graph.inputs[0]?.name as string;
      this.batch = this.add('Gather', [this.add('Shape', [input]), this.graph.ints([0])], { axis: 0 });
    }
    return this.batch;
  }

  private add(op: string, inputs: readonly string[], attributes: Node['attributes'] = {}): string {
    const output = this.graph.fresh('n');
    this.nodes.push({ op, inputs, outputs: [output], attributes, domain: '', origin: 'batch' });
    return output;
  }
}
