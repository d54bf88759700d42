import type { Graph, Node } from '../graph.ts';

/**
 * image · gain + other + term, with a number a channel for gain and term, is one depthwise 1×1 convolution on blocks that adds to `other`: ONNX
 * Runtime's blocked convolution takes a tensor to add and a bias. The gradient of batch normalisation is such a sum. Rewrites what `stayBlocked` made.
 */
export function fuseSums(nodes: readonly Node[], graph: Graph): Node[] {
  const producers = new Map(nodes.flatMap((node) => node.outputs.map((name) => [name, node] as const)));
  const uses = new Map<string, number>();
  const used = [...nodes.flatMap(({ inputs }) => inputs), ...graph.outputs.map(({ value }) => value)];
  for (const name of used) uses.set(name, (uses.get(name) ?? 0) + 1);
  const onlyUse = (name: string) => (uses.get(name) === 1 ? producers.get(name) : undefined);
  const isPlainProduct = (node: Node | undefined) =>
    node !== undefined && isDepthwise(node) && node.inputs.length === 2 && node.attributes.activation === undefined;

  return nodes.map((node) => {
    const [sumName = '', filter = '', term = ''] = node.inputs;
    const sum = onlyUse(sumName);
    if (!isDepthwise(node) || node.inputs.length !== 3 || !isOne(graph, filter) || sum?.op !== 'Add') return node;
    const product = sum.inputs.map(onlyUse).find(isPlainProduct);
    const other = sum.inputs.find((name) => name !== product?.outputs[0]);
    // The other operand is added as it is, so it has to have the sum's shape: on blocks only such are added without a convolution.
    if (!product || other === undefined || graph.constants.has(other)) return node;
    const [image = '', gain = ''] = product.inputs;
    return { ...node, inputs: [image, gain, term, other] };
  });
}

/** A 1×1 filter a channel. */
const isDepthwise = ({ op, domain, attributes }: Node): boolean =>
  op === 'Conv' && domain !== '' && String(attributes.kernel_shape) === '1,1' && Number(attributes.group) > 1;

const isOne = (graph: Graph, name: string): boolean =>
  graph.constants.get(name)?.data.every((number) => number === 1) ?? false;
