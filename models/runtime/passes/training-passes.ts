import type { Graph } from '../graph.ts';
import { liveNodes } from './dead-nodes.ts';
import { joinUpdates } from './join-updates.ts';
import { plainVectors } from './plain-vectors.ts';
import { stayBlocked } from './stay-blocked.ts';

/** What is done to a training graph once it is recorded. @param block see `Tracer.block` */
export function finishTrainingGraph(graph: Graph, block: number | undefined): void {
  const zeros = block === undefined ? undefined : stayBlocked(graph, block);
  const tidied = plainVectors(liveNodes(graph), graph, zeros);
  const nodes = joinUpdates(liveNodes({ nodes: tidied, outputs: graph.outputs }), graph);
  graph.nodes.splice(0, graph.nodes.length, ...nodes);
}
