import type { SymbolicTensor } from '@tensorflow/tfjs-layers';
import * as tfl from '@tensorflow/tfjs-layers';
import type { Graph, Node } from '../graph.ts';
import { GraphReader } from './graph-reader.ts';
import { LAYER_RULES, unsaid } from './layer-rules.ts';
import { LayerStack } from './layer-stack.ts';
import { type Affine, affineOf, standardisedOf, unitRowsOf } from './patterns.ts';
import * as stock from './stock-layers.ts';

/**
 * A recorded graph of TensorFlow operations (`tensorflowGraph`) as a layers model, made of TensorFlow.js's own layers alone. A
 * layers model serves any batch size. The caller disposes of it.
 * @throws TfjsModelError naming the first operation that no layer says
 */
export function graphToLayers(graph: Graph): tfl.LayersModel {
  return new Translation(graph).model();
}

class Translation {
  private readonly reader: GraphReader;
  private readonly stack = new LayerStack();
  private readonly made = new Map<string, SymbolicTensor>();

  constructor(graph: Graph) {
    this.reader = new GraphReader(graph);
  }

  model(): tfl.LayersModel {
    const { inputs, outputs } = this.reader.graph;
    for (const { name, shape } of inputs)
      this.made.set(name, tfl.input({ shape: shape.slice(1) as number[], name: name.replace(/[^A-Za-z0-9_]/g, '_') }));
    return tfl.model({
      inputs: inputs.map(({ name }) => this.made.get(name) as SymbolicTensor),
      outputs: outputs.map(({ value }) => this.value(value)),
    });
  }

  private value(name: string): SymbolicTensor {
    const known = this.made.get(name);
    if (known) return known;
    const node = this.reader.node(name);
    if (!node) throw unsaid('A result that depends on no picture');
    const result = this.translated(node);
    this.made.set(name, result);
    return result;
  }

  private translated(node: Node): SymbolicTensor {
    const unit = unitRowsOf(this.reader, node);
    if (unit) return stock.unitRows(this.stack, this.value(unit.x), unit.least);
    const standard = standardisedOf(this.reader, node);
    if (standard) return stock.standardised(this.stack, this.value(standard.x), standard.axes, standard.epsilon);
    const affine = affineOf(this.reader, node);
    if (affine) return this.affine(node, affine);
    const rule = LAYER_RULES[node.op];
    if (!rule) throw unsaid(`The operation ${node.op}`);
    return rule({
      ...{ node, reader: this.reader, stack: this.stack },
      x: (i = 0) => this.value(node.inputs[i] as string),
      numbers: (i) => {
        const numbers = this.reader.numbers(node.inputs[i] as string);
        if (!numbers) throw unsaid(`The operation ${node.op} with settings that depend on the picture`);
        return numbers;
      },
    });
  }

  /** A shift behind a convolution or a matrix product is its bias. */
  private affine(node: Node, { x: name, ...given }: Affine): SymbolicTensor {
    const { reader, stack } = this;
    const owner = given.factor
      ? undefined
      : ['Conv2D', 'DepthwiseConv2dNative', 'MatMul'].map((op) => reader.ownNodeOf(name, op)).find((found) => found);
    if (owner && given.shift) {
      const kernel = reader.constant(owner.inputs[1] as string);
      const [a = 1, b = 1] = kernel?.shape.slice(-2) ?? [];
      const channels = owner.op === 'DepthwiseConv2dNative' ? a * b : owner.attributes.transpose_b === 'true' ? a : b;
      const bias = given.shift(channels);
      if (kernel && bias)
        return LAYER_RULES[owner.op]?.(
          { ...{ node: owner, reader, stack }, x: () => this.value(owner.inputs[0] as string), numbers: () => [] },
          bias,
        ) as SymbolicTensor;
    }
    const x = this.value(name);
    const channels = x.shape.at(-1) as number;
    const [factor, shift] = [given.factor?.(channels), given.shift?.(channels)];
    if ((given.factor && !factor) || (given.shift && !shift) || x.shape.length < 2)
      throw unsaid(`The operation ${node.op} with constants that are not one a channel`);
    return stock.affine(stack, x, { factor, shift });
  }
}
