/** `from` acts directly on `to`. */
export interface Arrow {
  readonly from: string;
  readonly to: string;
}

/** Variables and what acts on what: a directed graph, without cycles wherever it is a model (Pearl, "Causality", 2nd ed., §1.2). */
export interface CausalGraph {
  readonly nodes: readonly string[];
  readonly arrows: readonly Arrow[];
}

/** What would be its own cause is no model of this kind. */
export class CycleError extends RangeError {}

export const parentsOf = ({ arrows }: CausalGraph, node: string): string[] =>
  arrows.filter(({ to }) => to === node).map(({ from }) => from);

export const childrenOf = ({ arrows }: CausalGraph, node: string): string[] =>
  arrows.filter(({ from }) => from === node).map(({ to }) => to);

/** All that is reached from these nodes by `next`, they themselves included. */
function closure(from: Iterable<string>, next: (node: string) => readonly string[]): Set<string> {
  const found = new Set(from);
  // A set is gone through in the order in which it grows.
  for (const node of found) for (const one of next(node)) found.add(one);
  return found;
}

/** These nodes and all that act on them, directly or through others. */
export const ancestorsOf = (graph: CausalGraph, nodes: Iterable<string>): Set<string> =>
  closure(nodes, (node) => parentsOf(graph, node));

/** These nodes and all that they act on, directly or through others. */
export const descendantsOf = (graph: CausalGraph, nodes: Iterable<string>): Set<string> =>
  closure(nodes, (node) => childrenOf(graph, node));

/** The nodes so that causes come before effects (Kahn, 1962). @throws CycleError */
export function causalOrder(graph: CausalGraph): string[] {
  const order: string[] = [];
  const placed = new Set<string>();
  while (order.length < graph.nodes.length) {
    const next = graph.nodes.find(
      (node) => !placed.has(node) && parentsOf(graph, node).every((parent) => placed.has(parent)),
    );
    if (next === undefined) throw new CycleError('some variables act on themselves in a circle');
    placed.add(next);
    order.push(next);
  }
  return order;
}

/** The circle that another arrow would close, from its beginning back to it; null: it closes none. */
export function circleOf(graph: CausalGraph, { from, to }: Arrow): string[] | null {
  const before = new Map<string, string | null>([[to, null]]);
  for (const [node] of before) {
    if (node === from) {
      const way: string[] = [];
      for (let at: string | null = node; at !== null; at = before.get(at) ?? null) way.unshift(at);
      return [from, ...way];
    }
    for (const child of childrenOf(graph, node)) if (!before.has(child)) before.set(child, node);
  }
  return null;
}

/** The same variables with some of the arrows. */
export const keeping = <A extends Arrow>(
  graph: CausalGraph & { readonly arrows: readonly A[] },
  kept: (arrow: A) => boolean,
): CausalGraph & { readonly arrows: readonly A[] } => ({ ...graph, arrows: graph.arrows.filter(kept) });
