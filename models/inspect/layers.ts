import {
  countOf,
  type GraphPort,
  type Layout,
  type Length,
  type NetworkGraph,
  type Operation,
  sizeOf,
} from './graph.ts';
import { IN_CODE } from './readers/topology-writer.ts';
import { kerasRules } from './rules/keras.ts';
import { onnxRules } from './rules/onnx.ts';
import { constantOf, type Known, type Rule, unknown } from './rules/rule.ts';
import { tensorflowRules } from './rules/tensorflow.ts';

/** An operation with what is known of it before it runs. */
export interface InspectedLayer {
  readonly operation: Operation;
  /** False: nobody here knows what it does. It is a box, and what comes out of it is not known. */
  readonly known: boolean;
  /** Of each result; null where nothing is known, a null axis where only a run tells it. */
  readonly shapes: readonly (readonly Length[] | null)[];
  /** How its first result lies, where that has four axes. */
  readonly layout: Layout;
  /** Values that it reads and that are no weights. */
  readonly given: readonly string[];
  /** Weights of its own, by name; one that several read is the first one's. */
  readonly weights: readonly string[];
  /** Of its own weights those that training changes: not the moving statistics of a norm, and no settings. */
  readonly parameters: number;
  /** Multiply-accumulates for the input's batch; null where a shape is not known. 0: none are counted, as is usual for what has no weights. */
  readonly macs: Length;
  /** Each number of the first result is a sum of so many products: the kernel's sides and the channels. */
  readonly factors: readonly number[];
}

export interface InspectedNetwork {
  readonly graph: NetworkGraph;
  readonly inputs: readonly GraphPort[];
  /** In the order of the file's operations; constants and what is made of them alone are none. */
  readonly layers: readonly InspectedLayer[];
}

export interface InspectOptions {
  /** Instead of a free side of a picture. */
  readonly side?: number;
}

const RULES: Readonly<Record<NetworkGraph['format'], Readonly<Record<string, Rule>>>> = {
  onnx: onnxRules,
  'tfjs-graph': tensorflowRules,
  'tfjs-layers': kerasRules,
};

/** Where the file leaves a picture's side free, and nothing else is asked for. */
export const FREE_SIDE = 256;

/** What a network's input is: of free axes the batch is 1 and the others `side`. */
export function fixedInput({ name, dtype, shape }: GraphPort, { side = FREE_SIDE }: InspectOptions = {}): GraphPort {
  return {
    name,
    dtype,
    shape: shape?.map((length, axis) => length ?? (axis === 0 ? 1 : shape.length === 4 ? side : null)) ?? null,
  };
}

/** A picture's layout by its three channels, or its one. */
export function layoutOfInput({ shape }: GraphPort, otherwise: Layout): Layout {
  if (shape?.length !== 4) return otherwise;
  const isColour = (length: Length | undefined): boolean => length === 3 || length === 1;
  if (isColour(shape[1]) && !isColour(shape[3])) return 'nchw';
  return isColour(shape[3]) && !isColour(shape[1]) ? 'nhwc' : otherwise;
}

/**
 * Shapes, parameters and multiply-accumulates of every operation, from the file alone: shapes are propagated from the inputs on, and what is
 * computed of shapes (a reshape's target) is computed. What a file says wrongly is not known, never an error.
 */
export function inspect(graph: NetworkGraph, options: InspectOptions = {}): InspectedNetwork {
  const rules = RULES[graph.format];
  const usual: Layout = graph.format === 'onnx' ? 'nchw' : 'nhwc';
  const inputs = graph.inputs.map((port) => fixedInput(port, options));
  const values = new Map<string, Known>(
    inputs.map((port) => [
      port.name,
      { shape: port.shape, numbers: null, layout: layoutOfInput(port, usual), constant: false },
    ]),
  );
  for (const [name, { shape, numbers }] of graph.weights) {
    // Only what others may read as sizes is decoded.
    const few = sizeOf(shape) <= 64;
    values.set(
      name,
      few
        ? constantOf({ shape, data: numbersOr(numbers) }, usual)
        : { ...constantOf({ shape, data: [] }, usual), numbers: null },
    );
  }
  // What goes round in a loop is read before it is made: another time through, it is known.
  const rounds = graph.operations.some(({ op }) => op === 'NextIteration') ? 3 : 1;
  let layers: InspectedLayer[] = [];
  for (let round = 0; round < rounds; round++) layers = layersKnowing(graph, values, rules);
  return { graph, inputs, layers };
}

/** All layers with what `values` say of those before them, which are written there. */
function layersKnowing(
  graph: NetworkGraph,
  values: Map<string, Known>,
  rules: Readonly<Record<string, Rule>>,
): InspectedLayer[] {
  const owned = new Set<string>();
  const layers: InspectedLayer[] = [];
  for (const operation of graph.operations) {
    const { op, attributes, outputs } = operation;
    const call = {
      op,
      inputs: operation.inputs.map((name) => (name === '' ? undefined : (values.get(name) ?? NOT_KNOWN))),
      attribute: (name: string) => attributes.get(name),
      outputs: outputs.length,
    };
    const rule = Object.hasOwn(rules, op) ? rules[op] : undefined;
    const ruled = rule === undefined ? unknown(outputs.length) : applied(rule, call);
    const computed = operation.inputs.filter((name) => name !== '' && !(values.get(name)?.constant ?? false));
    const isConstant = computed.length === 0 && !graph.inputs.some(({ name }) => outputs.includes(name));
    for (const [i, name] of outputs.entries())
      values.set(name, { ...(ruled.values[i] ?? NOT_KNOWN), constant: isConstant });
    if (isConstant) continue;
    const weights = operation.inputs.filter((name) => graph.weights.has(name) && !owned.has(name));
    for (const name of weights) owned.add(name);
    const first = ruled.values[0] ?? NOT_KNOWN;
    const count = countOf(first.shape);
    const factors = ruled.factors ?? [];
    layers.push({
      operation,
      known: rule !== undefined,
      shapes: outputs.map((_, i) => ruled.values[i]?.shape ?? null),
      layout: first.layout,
      given: computed,
      weights,
      parameters: weights
        .filter((name) => isLearnt(operation, name, graph))
        .reduce((sum, name) => sum + sizeOf(graph.weights.get(name)!.shape), 0),
      macs:
        ruled.macs !== undefined
          ? ruled.macs
          : factors.length === 0
            ? rule === undefined
              ? null
              : 0
            : count === null
              ? null
              : count * sizeOf(factors),
      factors,
    });
  }
  return layers;
}

const NOT_KNOWN: Known = { shape: null, numbers: null, layout: 'nchw', constant: false };

/** Numbers that a file says it has; where they are damaged, none. */
function numbersOr(numbers: () => ArrayLike<number>): ArrayLike<number> {
  try {
    return numbers();
  } catch {
    return [];
  }
}

function applied(rule: Rule, call: Parameters<Rule>[0]): ReturnType<Rule> {
  try {
    const ruled = rule(call);
    const sound = ruled.values.every(
      ({ shape }) => shape?.every((length) => length === null || (Number.isInteger(length) && length >= 0)) ?? true,
    );
    return sound ? ruled : unknown(call.outputs);
  } catch {
    return unknown(call.outputs);
  }
}

/** Inputs of these operations are settings (a target shape, bounds), however they are stored. */
const SETTINGS: ReadonlySet<string> = new Set(
  'Reshape Transpose Slice StridedSlice Pad PadV2 MirrorPad Resize Upsample ResizeBilinear ResizeNearestNeighbor Clip Gather GatherV2 GatherND GatherNd Expand Tile Squeeze Unsqueeze ExpandDims Split SplitV TopK TopKV2 ConcatV2 Mean Sum Max Min Prod ReduceMean ReduceSum ReduceMax ReduceMin Range Fill OneHot ArgMax ArgMin NonMaxSuppression NonMaxSuppressionV3 NonMaxSuppressionV5'.split(
    ' ',
  ),
);

function isLearnt({ op, inputs }: Operation, name: string, { weights }: NetworkGraph): boolean {
  const { dtype, shape } = weights.get(name)!;
  if (SETTINGS.has(op) || name.startsWith(IN_CODE) || !/^(float|double)/.test(dtype)) return false;
  // A norm's last two are statistics, which training does not change.
  if (
    /^(FusedBatchNorm|BatchNormalization)/.test(op) &&
    (inputs.indexOf(name) >= 3 || /moving_(mean|variance)/.test(name))
  )
    return false;
  // One number for all, as an epsilon is, is a setting of the arithmetic.
  return !(
    sizeOf(shape) === 1 &&
    /^(Add|AddV2|Sub|Mul|Div|RealDiv|Pow|Minimum|Maximum|Min|Max|Greater|GreaterEqual|Less|FloorDiv|FloorMod|SquaredDifference|Select)$/.test(
      op,
    )
  );
}
