import { type CausalGraph, descendantsOf } from './graph.ts';

/** A way between two variables along arrows, whichever way these point, through no variable twice. */
export interface Path {
  readonly nodes: readonly string[];
  /** Of each step whether it goes with its arrow. */
  readonly forward: readonly boolean[];
}

/** `causal`: all arrows onward; `back-door`: it begins against an arrow; `other`: it begins onward and turns later, at a collider. */
export type PathKind = 'causal' | 'back-door' | 'other';

export function kindOf({ forward }: Path): PathKind {
  if (forward[0] === false) return 'back-door';
  return forward.every(Boolean) ? 'causal' : 'other';
}

/** All paths from one variable to another: causal ones first, then shorter before longer. Many in a dense graph: up to eight or so nodes. */
export function pathsBetween(graph: CausalGraph, from: string, to: string): Path[] {
  const found: Path[] = [];
  const walk = (nodes: readonly string[], forward: readonly boolean[]): void => {
    const last = nodes.at(-1)!;
    if (last === to) {
      found.push({ nodes, forward });
      return;
    }
    for (const arrow of graph.arrows) {
      const onward = arrow.from === last;
      if (!onward && arrow.to !== last) continue;
      const next = onward ? arrow.to : arrow.from;
      if (!nodes.includes(next)) walk([...nodes, next], [...forward, onward]);
    }
  };
  if (from !== to) walk([from], []);
  const rank: Readonly<Record<PathKind, number>> = { causal: 0, 'back-door': 1, other: 2 };
  return found.sort((a, b) => rank[kindOf(a)] - rank[kindOf(b)] || a.nodes.length - b.nodes.length);
}

export interface Block {
  readonly node: string;
  /** It is adjusted for; or it is a collider, and neither it nor anything that it acts on is adjusted for. */
  readonly why: 'adjusted' | 'collider';
}

/** Where a path is blocked first; null: it is open, and carries association. */
export function blockOf(graph: CausalGraph, { nodes, forward }: Path, given: Iterable<string>): Block | null {
  const held = new Set(given);
  for (let i = 1; i < nodes.length - 1; i++) {
    const node = nodes[i]!;
    const collider = forward[i - 1] === true && forward[i] === false;
    if (!collider && held.has(node)) return { node, why: 'adjusted' };
    if (collider && ![...descendantsOf(graph, [node])].some((one) => held.has(one))) return { node, why: 'collider' };
  }
  return null;
}
