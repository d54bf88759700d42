import type { Attributes, Graph, Node } from '../graph.ts';
import type { Shape } from '../shapes.ts';
import { sizeOf } from '../shapes.ts';
import { liveNodes } from './dead-nodes.ts';
import { fuseSums } from './fuse-sums.ts';

/**
 * Keeps what lies between two convolutions on blocks (`kernels/blocked-convolution.ts`) there: [n, c / b, h, w, b], which ONNX Runtime declares as
 * [n, c, h, w]. Element by element the order of elements does not matter; a factor or term a channel becomes a depthwise 1×1 convolution, batch
 * normalisation one with a bias and a ReLU at its end, and sums over all but the channels are made in two steps. What needs plain channels is given
 * them afterwards. Kept only where it saves conversions (docs/benchmarks.md); the results differ by rounding.
 * @returns constants that stand for sums which are zero by what is summed
 */
export function stayBlocked(graph: Graph, block: number): ReadonlySet<string> {
  const before = liveNodes(graph);
  const rewrite = new Rewrite(graph, block);
  const rewritten = liveNodes({ nodes: rewrite.run(before), outputs: graph.outputs });
  const after = liveNodes({ nodes: fuseSums(rewritten, graph), outputs: graph.outputs });
  const chosen = conversions(after, graph) < conversions(before, graph) ? after : before;
  graph.nodes.splice(0, graph.nodes.length, ...chosen);
  return rewrite.zeros;
}

const DOMAIN = 'com.microsoft.nchwc';
/** Operators of float32 whose every element depends on the operands' elements in the same place. */
const ELEMENTWISE: ReadonlySet<string> = new Set(
  'Abs Add Clip Cos Div Elu Erf Exp HardSigmoid LeakyRelu Log Max Min Mul Neg Pow Reciprocal Relu Sigmoid Sin Softplus Sqrt Sub Tanh'.split(
    ' ',
  ),
);
const FLOAT = 1;
/** Pixels from which a sum over them comes first: of fewer, a sum over the batch is quicker. */
const WORTH_POOLING = 64;
/** Exact as a depthwise convolution. */
const PER_CHANNEL = new Set(['Add', 'Mul']);

/** How many numbers are brought from one layout to the other. */
function conversions(nodes: readonly Node[], graph: Graph): number {
  const moved = nodes.filter(({ op }) => op === 'ReorderInput' || op === 'ReorderOutput');
  return moved.reduce((sum, { inputs, outputs }) => {
    const shape = graph.shapes.get(inputs[0] as string) ?? graph.shapes.get(outputs[0] as string) ?? [];
    return sum + sizeOf(shape as Shape);
  }, 0);
}

class Rewrite {
  private readonly graph: Graph;
  private readonly block: number;
  private readonly nodes: Node[] = [];
  /** By the name of a value on plain channels, its name on blocks. */
  private readonly blocked = new Map<string, string>();
  private readonly renamed = new Map<string, string>();
  private readonly made = new Map<string, string>();
  /** Values that a ReLU cuts off, and its results; masks are made of these. */
  private readonly cut = new Map<string, Node>();
  /** Means over all but the channels, by name: of what. */
  private readonly means = new Map<string, string>();
  /** Differences from such a mean; their sum is zero. */
  private readonly centred = new Set<string>();
  readonly zeros = new Set<string>();
  private origin = '';

  constructor(graph: Graph, block: number) {
    this.graph = graph;
    this.block = block;
  }

  run(nodes: readonly Node[]): Node[] {
    for (const node of nodes) if (node.op === 'Relu') this.cut.set(node.inputs[0] as string, node);
    for (const original of nodes) {
      const node = { ...original, inputs: original.inputs.map((name) => this.renamed.get(name) ?? name) };
      this.origin = node.origin;
      if (!this.rewrite(node)) this.nodes.push(node);
    }
    return this.nodes;
  }

  /** False: the node stays as it is. */
  private rewrite(node: Node): boolean {
    const [input = ''] = node.inputs;
    const [output = ''] = node.outputs;
    if (node.op === 'ReorderOutput' && node.domain === DOMAIN) {
      this.blocked.set(output, input);
      return false;
    }
    if (node.op === 'ReorderInput' && node.domain === DOMAIN && !node.attributes.channels_last) {
      const known = this.blocked.get(input);
      if (known === undefined) this.blocked.set(input, output);
      else this.renamed.set(output, known);
      return known !== undefined;
    }
    if (node.domain !== '') return false;
    if (node.op === 'Reshape' && this.means.has(input)) this.means.set(output, this.means.get(input) as string);
    if (node.op === 'BatchNormalization' && node.outputs.length === 1) return this.normalisation(node);
    if (node.op === 'ReduceSum' || node.op === 'ReduceMean') return this.reduction(node);
    if (node.op === 'Greater') return this.mask(node);
    if (node.op === 'HardSigmoid') return this.elementwise({ ...node, inputs: [this.aboveZero(node) ?? input] });
    const isElementwise = node.op === 'Cast' ? node.attributes.to === FLOAT : ELEMENTWISE.has(node.op);
    return isElementwise && this.elementwise(node);
  }

  private elementwise(node: Node): boolean {
    if (node.op === 'Relu' && this.blocked.has(node.outputs[0] as string)) return true;
    const whole = node.inputs.find((name) => this.blocked.has(name));
    const shape = whole === undefined ? undefined : this.shapeOf(whole);
    if (!shape) return false;
    const [n, c] = shape as [number, number];
    const kinds = node.inputs.map((name) => this.kindOf(name, shape));
    if (kinds.includes(undefined)) return false;
    this.graph.shapes.set(node.outputs[0] as string, shape);
    const [a, b] = node.inputs as [string, string];
    const channel = kinds.indexOf('channel');
    if (node.op === 'Sub' && this.means.get(b) === a) this.centred.add(node.outputs[0] as string);
    if (channel >= 0 && (PER_CHANNEL.has(node.op) || (node.op === 'Sub' && channel === 1))) {
      const image = this.onBlocks(channel === 0 ? b : a);
      const name = channel === 0 ? a : b;
      if (node.op === 'Mul') return this.result(node, this.depthwise(image, c, name));
      const term = node.op === 'Sub' ? this.add('Neg', [name]) : name;
      return this.result(node, this.depthwise(image, c, undefined, term));
    }
    const operands = node.inputs.map((name, i) => {
      if (kinds[i] === 'whole') return this.onBlocks(name);
      return kinds[i] === 'scalar' ? name : this.spread(name, kinds[i] === 'channel' ? 1 : n, shape);
    });
    return this.result(node, this.add(node.op, operands, node.attributes));
  }

  /** What a slope without offset is taken of may as well be the value's ReLU, which is at hand. */
  private aboveZero({ inputs, attributes }: Node): string | undefined {
    const relu = this.cut.get(inputs[0] as string)?.outputs[0];
    const isPlain =
      (attributes.beta as { float: number }).float === 0 && (attributes.alpha as { float: number }).float > 0;
    return isPlain && relu !== undefined && this.blocked.has(relu) ? relu : undefined;
  }

  /** Where a value is above zero, its ReLU is too, and is at hand. */
  private mask(node: Node): boolean {
    const [input, bound] = node.inputs as [string, string];
    const relu = this.isZero(bound) ? this.cut.get(input)?.outputs[0] : undefined;
    const onBlocks = this.blocked.get(relu ?? '') ?? this.blocked.get(input);
    if (onBlocks === undefined || this.kindOf(bound, []) !== 'scalar') return false;
    // No conversion takes booleans: whoever wants the mask on plain channels has the original node.
    this.nodes.push(node);
    this.blocked.set(node.outputs[0] as string, this.add('Greater', [onBlocks, bound]));
    return true;
  }

  private normalisation(node: Node): boolean {
    const [x, scale, offset, mean, variance] = node.inputs as [string, string, string, string, string];
    const [channels] = this.shapeOf(x)?.slice(1) ?? [];
    if (!this.blocked.has(x) || channels === undefined) return false;
    const epsilon = (node.attributes.epsilon as { float: number }).float;
    const deviation = this.add('Sqrt', [this.add('Add', [variance, this.graph.float(epsilon)])]);
    const gain = this.add('Div', [scale, deviation]);
    const term = this.add('Sub', [offset, this.add('Mul', [mean, gain])]);
    const relu = this.cut.get(node.outputs[0] as string);
    const image = this.onBlocks(x);
    if (relu) {
      this.graph.shapes.set(relu.outputs[0] as string, this.shapeOf(x) as Shape);
      this.result(relu, this.depthwise(image, channels, gain, term, { activation: 'Relu' }));
    }
    this.graph.shapes.set(node.outputs[0] as string, this.shapeOf(x) as Shape);
    return this.result(node, this.depthwise(image, channels, gain, term));
  }

  /** Over all but the channels: first over the pixels or the batch, whichever is more, then over the little that is left. */
  private reduction(node: Node): boolean {
    const [x, axesInput = ''] = node.inputs as [string, string?];
    const axes = node.attributes.axes ?? [...(this.graph.constants.get(axesInput)?.data ?? [])];
    const shape = this.shapeOf(x);
    if (!this.blocked.has(x) || !shape || String(axes) !== '0,2,3' || node.attributes.keepdims !== 1) return false;
    const [n, c, h, w] = shape as [number, number, number, number];
    const [output] = node.outputs as [string];
    if (this.centred.has(x)) {
      // Not shared with zeros that somebody wrote: a product with those may be of infinity.
      const zero = this.graph.fresh('c');
      this.graph.constants.set(zero, { data: new Float32Array(c), shape: [1, c, 1, 1], dtype: 'float32' });
      this.zeros.add(zero);
      this.renamed.set(output, zero);
      return true;
    }
    const share = node.op === 'ReduceMean' ? n * h * w : 1;
    const mean = h * w < WORTH_POOLING ? this.overBatchFirst(x, share) : this.overPixelsFirst(x, share);
    if (node.op === 'ReduceMean') this.means.set(mean, x);
    this.renamed.set(output, mean);
    this.graph.shapes.set(mean, [1, c, 1, 1]);
    return true;
  }

  private overBatchFirst(x: string, share: number): string {
    const [n, c, h, w] = this.shapeOf(x) as readonly [number, number, number, number];
    const flat = this.reshape(this.onBlocks(x), [n, c * h * w]);
    const image = this.reshape(this.sum(flat, 0), [c / this.block, h * w, this.block]);
    return this.scaled(this.reshape(this.sum(image, 1), [1, c, 1, 1]), 1 / share);
  }

  /** A mean over all pixels is one operator on blocks, which threads share. */
  private overPixelsFirst(x: string, share: number): string {
    const [n, , h, w] = this.shapeOf(x) as readonly [number, number, number, number];
    const pooled = this.add('GlobalAveragePool', [this.onBlocks(x)], {}, DOMAIN);
    return this.scaled(this.add('ReduceMean', [pooled], { axes: [0, 2, 3], keepdims: 1 }), (n * h * w) / share);
  }

  private scaled = (name: string, factor: number) =>
    factor === 1 ? name : this.add('Mul', [name, this.graph.float(factor)]);

  private sum = (name: string, axis: number) => this.add('ReduceSum', [name, this.graph.ints([axis])], { keepdims: 0 });

  /** image · gain + term, each a number a channel. */
  private depthwise(image: string, channels: number, gain?: string, term?: string, more: Attributes = {}): string {
    const one = () => this.graph.constant(new Float32Array(channels).fill(1), [channels, 1, 1, 1], 'float32');
    const filter = gain === undefined ? one() : this.reshape(gain, [channels, 1, 1, 1]);
    const inputs = [image, filter, ...(term === undefined ? [] : [this.reshape(term, [channels])])];
    return this.add('Conv', inputs, { kernel_shape: [1, 1], group: channels, ...more }, DOMAIN);
  }

  /** [n or 1, c, 1, 1] over all pixels. */
  private spread(name: string, n: number, [, c = 0, h = 0, w = 0]: Shape): string {
    const short = this.reshape(name, [(n * c) / this.block, 1, this.block]);
    const pixels = this.graph.ints([(n * c) / this.block, h * w, this.block]);
    return this.reshape(this.add('Expand', [short, pixels]), [n, c, h, w]);
  }

  private kindOf(name: string, shape: Shape): 'whole' | 'channel' | 'image' | 'scalar' | undefined {
    const own = this.graph.constants.get(name)?.shape ?? this.shapeOf(name);
    if (!own) return undefined;
    if (sizeOf(own) === 1 && own.length <= Math.max(1, shape.length)) return 'scalar';
    const [n, c] = shape;
    if (String(own) === String(shape)) return 'whole';
    if (String(own) === `1,${c},1,1`) return 'channel';
    return String(own) === `${n},${c},1,1` ? 'image' : undefined;
  }

  private onBlocks(name: string): string {
    const known = this.blocked.get(name) ?? this.add('ReorderInput', [name], {}, DOMAIN);
    this.blocked.set(name, known);
    return known;
  }

  private isZero = (name: string) =>
    sizeOf(this.shapeOf(name) ?? [0]) === 1 && this.graph.constants.get(name)?.data[0] === 0;

  private shapeOf(name: string): Shape | undefined {
    return this.graph.constants.get(name)?.shape ?? this.graph.shapes.get(name);
  }

  private reshape = (name: string, shape: Shape): string => this.add('Reshape', [name, this.graph.ints(shape)]);

  /** Notes a result on blocks, and what gives it on plain channels. */
  private result(node: Node, name: string): boolean {
    const [output = ''] = node.outputs;
    const channels = (this.shapeOf(output) as Shape)[1] as number;
    this.blocked.set(output, name);
    this.nodes.push({ ...node, op: 'ReorderOutput', inputs: [name], attributes: { channels }, domain: DOMAIN });
    return true;
  }

  /** Records a node once. */
  private add(op: string, inputs: readonly string[], attributes: Attributes = {}, domain = ''): string {
    const key = `${domain}:${op}|${inputs.join(',')}|${JSON.stringify(attributes)}`;
    let name = this.made.get(key);
    if (name === undefined) {
      name = this.graph.fresh();
      this.made.set(key, name);
      this.nodes.push({ op, inputs, outputs: [name], attributes, domain, origin: this.origin });
    }
    return name;
  }
}
