import { type TfjsFiles, TfjsModelError } from '../../runtime/tfjs-files.ts';
import type { Attribute, GraphPort, Length, NetworkGraph, Operation, Weight } from '../graph.ts';
import { savedWeights } from './saved-weight.ts';

/** JSON of a file: nothing of it is sure. */
interface Loose {
  readonly [key: string]: unknown;
}

/** Models in models are written out so deep; beyond, one is a box. */
const DEEPEST = 8;

/** A saved layers model (Keras's format) as a graph, a layer an operation; nothing of it is built. @throws TfjsModelError */
export function graphOfLayersModel({ artifacts }: TfjsFiles): NetworkGraph {
  const topology = looseOf(artifacts.modelTopology);
  const reader = new LayersReader(savedWeights(artifacts.weightSpecs ?? [], artifacts.weightData));
  const model = looseOf(topology.model_config ?? topology.modelConfig ?? topology);
  const outputs = reader.model(model, '', null, 0);
  if (reader.operations.length === 0)
    throw new TfjsModelError('model.json holds no list of layers: it is damaged, or no layers model.');
  return {
    format: 'tfjs-layers',
    producer: String(topology.keras_version ?? topology.kerasVersion ?? ''),
    inputs: reader.inputs,
    operations: reader.operations,
    weights: reader.weights,
    outputs,
  };
}

const looseOf = (value: unknown): Loose => (typeof value === 'object' && value !== null ? (value as Loose) : {});
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** Python's way of writing names, or JavaScript's. */
const pick = (from: Loose, name: string): unknown =>
  from[name] ?? from[name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())];

const lengthsOf = (shape: unknown): Length[] | null =>
  Array.isArray(shape) ? shape.map((length) => (typeof length === 'number' && length >= 0 ? length : null)) : null;

class LayersReader {
  readonly operations: Operation[] = [];
  readonly inputs: GraphPort[] = [];
  readonly weights: ReadonlyMap<string, Weight>;

  constructor(weights: ReadonlyMap<string, Weight>) {
    this.weights = weights;
  }

  /** @param given values that an outer model hands in; null for the outermost @returns the values that it puts out */
  model(model: Loose, prefix: string, given: readonly string[] | null, depth: number): string[] {
    const config = model.config;
    const layers = listOf(Array.isArray(config) ? config : pick(looseOf(config), 'layers')).map(looseOf);
    const isSequence = String(pick(model, 'class_name')) === 'Sequential' || Array.isArray(config);
    return isSequence
      ? this.sequence(layers, prefix, given, depth)
      : this.functional(layers, looseOf(config), prefix, given, depth);
  }

  private sequence(layers: readonly Loose[], prefix: string, given: readonly string[] | null, depth: number): string[] {
    let last = given ?? [];
    for (const layer of layers) {
      const config = looseOf(layer.config);
      const shape = pick(config, 'batch_input_shape') ?? pick(config, 'batch_shape');
      if (last.length === 0) {
        last = [this.port(`${prefix}${nameOf(layer)}${isInput(layer) ? '' : '_input'}`, shape, config)];
        if (isInput(layer)) continue;
      } else if (isInput(layer)) continue;
      last = this.layer(layer, prefix, last, '', depth);
    }
    return [...last];
  }

  private functional(
    layers: readonly Loose[],
    config: Loose,
    prefix: string,
    given: readonly string[] | null,
    depth: number,
  ): string[] {
    /** Values by layer and by which of its calls made them. */
    const made = new Map<string, readonly string[]>();
    const entries = listOf(pick(config, 'input_layers')).map((entry) => String(listOf(entry)[0] ?? entry));
    const waiting: { readonly layer: Loose; readonly call: number; readonly from: readonly unknown[] }[] = [];
    for (const layer of layers) {
      const name = nameOf(layer);
      if (isInput(layer)) {
        const handed = given?.[Math.max(0, entries.indexOf(name))];
        const own = looseOf(layer.config);
        made.set(`${name} 0`, [
          handed ?? this.port(`${prefix}${name}`, pick(own, 'batch_input_shape') ?? pick(own, 'batch_shape'), own),
        ]);
        continue;
      }
      for (const [call, from] of listOf(pick(layer, 'inbound_nodes')).entries())
        waiting.push({ layer, call, from: inboundOf(from) });
    }
    // In rounds: each layer once all that it reads is there. A round without any ends it.
    for (let left = waiting.length; left > 0; ) {
      const before = left;
      for (const [i, entry] of waiting.entries()) {
        if (entry === undefined) continue;
        const { layer, call, from } = entry;
        const values = from.map((each) => {
          const [name, node, tensor] = listOf(each);
          return made.get(`${name} ${Number(node ?? 0)}`)?.[Number(tensor ?? 0)];
        });
        if (values.some((value) => value === undefined)) continue;
        made.set(
          `${nameOf(layer)} ${call}`,
          this.layer(layer, prefix, values as string[], call === 0 ? '' : `#${call}`, depth),
        );
        delete waiting[i];
        left--;
      }
      if (left === before) break;
    }
    return listOf(pick(config, 'output_layers')).flatMap((entry) => {
      const [name, node, tensor] = Array.isArray(entry) ? entry : [entry];
      return made.get(`${name} ${Number(node ?? 0)}`)?.[Number(tensor ?? 0)] ?? [];
    });
  }

  private layer(layer: Loose, prefix: string, inputs: readonly string[], suffix: string, depth: number): string[] {
    const name = `${prefix}${nameOf(layer)}`;
    const op = String(pick(layer, 'class_name') ?? 'unknown');
    const config = looseOf(layer.config);
    if (['Sequential', 'Functional', 'Model'].includes(op) && depth < DEEPEST)
      return this.model(layer, `${name}/`, inputs, depth + 1);
    const own = [...this.weights.keys()].filter(
      (weight) => weight.startsWith(`${nameOf(layer)}/`) || weight.startsWith(`${name}/`),
    );
    this.operations.push({
      name,
      op,
      inputs: [...inputs, ...own],
      outputs: [`${name}${suffix}`],
      attributes: new Map(
        Object.entries(config).map(([key, value]) => [
          key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
          attributeOf(value),
        ]),
      ),
    });
    return [`${name}${suffix}`];
  }

  private port(name: string, shape: unknown, config: Loose): string {
    this.inputs.push({ name, dtype: String(config.dtype ?? 'float32'), shape: lengthsOf(shape) });
    return name;
  }
}

const nameOf = (layer: Loose): string => String(layer.name ?? looseOf(layer.config).name ?? pick(layer, 'class_name'));
const isInput = (layer: Loose): boolean => pick(layer, 'class_name') === 'InputLayer';

/** [[layer, call, result, …], …]; of a layer with one input older files leave the outer list out. */
const inboundOf = (from: unknown): readonly unknown[] => {
  const list = listOf(from);
  return typeof list[0] === 'string' ? [list] : list;
};

/** Lists in lists, as paddings are, in one list. */
function attributeOf(value: unknown): Attribute {
  if (typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean') return value;
  if (!Array.isArray(value)) return undefined;
  const flat = value.flat(3);
  // null is a length that the batch has.
  if (flat.every((each) => typeof each === 'number' || each === null))
    return flat.map((each) => (each as number | null) ?? -1);
  return flat.every((each) => typeof each === 'string') ? (flat as string[]) : undefined;
}
