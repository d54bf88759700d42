import type { Graph, Node } from '../graph.ts';

/** The nodes that some output depends on, in their recorded (hence topological) order. */
export function liveNodes(graph: Pick<Graph, 'nodes' | 'outputs'>): Node[] {
  const needed = new Set(graph.outputs.map((output) => output.value));
  const live: Node[] = [];
  for (const node of graph.nodes.toReversed()) {
    if (!node.outputs.some((output) => needed.has(output))) continue;
    live.push(node);
    for (const input of node.inputs) needed.add(input);
  }
  return live.reverse();
}
