import { ancestorsOf, type CausalGraph, childrenOf, parentsOf } from './graph.ts';

/**
 * All nodes that are not d-separated from `from` given `given`: a ball goes from node to node, against arrows until it turns, and through a
 * collider only where this or one of its descendants is given (Shachter, "Bayes-Ball", UAI 1998; Koller, Friedman, "Probabilistic
 * Graphical Models", 2009, algorithm 3.1). Linear in the number of arrows.
 * @throws RangeError where `from` itself is given
 */
export function reachable(graph: CausalGraph, from: string, given: Iterable<string>): Set<string> {
  const held = new Set(given);
  if (held.has(from)) throw new RangeError(`${from} is given`);
  const opened = ancestorsOf(graph, held);
  const found = new Set<string>();
  const seen = new Set<string>();
  // `up`: the ball came from a child. It begins as if it had.
  const balls: { readonly node: string; readonly up: boolean }[] = [{ node: from, up: true }];
  for (let ball = balls.pop(); ball !== undefined; ball = balls.pop()) {
    const { node, up } = ball;
    const key = `${up} ${node}`;
    if (seen.has(key)) continue;
    seen.add(key);
    if (!held.has(node)) found.add(node);
    if (up ? !held.has(node) : opened.has(node))
      for (const parent of parentsOf(graph, node)) balls.push({ node: parent, up: true });
    if (!held.has(node)) for (const child of childrenOf(graph, node)) balls.push({ node: child, up: false });
  }
  return found;
}

/**
 * Whether every path between two nodes is blocked by `given`; in every distribution that the graph allows they are then independent given
 * these (Verma, Pearl, 1988). @throws RangeError where `a` or `b` is given
 */
export function dSeparated(graph: CausalGraph, a: string, b: string, given: Iterable<string>): boolean {
  const held = [...given];
  if (held.includes(b)) throw new RangeError(`${b} is given`);
  return !reachable(graph, a, held).has(b);
}
