import type { Graph, Node } from '../graph.ts';

/**
 * Keeps residual networks in ONNX Runtime's blocked layout. Its convolutions run on channels in blocks of 8 or 16 and pass blocks on to each
 * other; pooling and padding of a channel count that is no multiple of the block (BlazeFace: 24) do not. A residual sum over one of these is
 * then computed on plain channels, its result is plain, so is the next sum, and every layer from there on reorders to and fro. A depthwise 1×1
 * convolution by one behind the pooled operand brings it back to blocks (docs/benchmarks.md). It changes no number.
 */
export function blockResiduals(graph: Graph): void {
  const producers = new Map(graph.nodes.flatMap((node) => node.outputs.map((output) => [output, node] as const)));
  for (const sum of graph.nodes.filter(({ op }) => op === 'Add')) {
    const conv = sum.inputs.find((value) => producers.get(value)?.op === 'Conv');
    const pooled = sum.inputs.find((value) => isPooled(producers, value));
    if (conv === undefined || pooled === undefined) continue;
    const channels = channelsOf(graph, producers, conv);
    if (channels === undefined || channelsOf(graph, producers, pooled) !== channels) continue;
    const ones = graph.constant(new Float32Array(channels).fill(1), [channels, 1, 1, 1], 'float32');
    const blocked = graph.fresh();
    const attributes = { group: channels, kernel_shape: [1, 1] };
    const identity: Node = { ...sum, op: 'Conv', inputs: [pooled, ones], outputs: [blocked], attributes };
    graph.nodes.splice(graph.nodes.indexOf(sum), 0, identity);
    sum.inputs = sum.inputs.map((value) => (value === pooled ? blocked : value));
  }
}

type Producers = ReadonlyMap<string, Node>;

function isPooled(producers: Producers, value: string): boolean {
  const node = producers.get(value);
  return node?.op === 'MaxPool' || (node?.op === 'Pad' && producers.get(node.inputs[0] ?? '')?.op === 'MaxPool');
}

/** The length of a value's second axis, as far as it follows from convolutions' weights: a broadcast sum must not be taken for a residual one. */
function channelsOf(graph: Graph, producers: Producers, value: string): number | undefined {
  const node = producers.get(value);
  const [first = '', second = ''] = node?.inputs ?? [];
  if (node?.op === 'Conv') return graph.constants.get(second)?.shape[0];
  if (node?.op === 'Relu' || node?.op === 'MaxPool') return channelsOf(graph, producers, first);
  if (node?.op === 'Add') {
    const [a, b] = [channelsOf(graph, producers, first), channelsOf(graph, producers, second)];
    return a === b ? a : undefined;
  }
  if (node?.op === 'Pad') {
    // Four axes: their beginnings, then their ends.
    const pads = graph.constants.get(second)?.data;
    const inner = channelsOf(graph, producers, first);
    return pads?.length === 8 && inner !== undefined ? pads[1]! + inner + pads[5]! : undefined;
  }
  return undefined;
}
