import { dSeparated } from './d-separation.ts';
import { ancestorsOf, type CausalGraph, descendantsOf, keeping } from './graph.ts';

/** Says whether adjusting for `given` gives the effect of `cause` on `outcome`, whatever the numbers of the model are. */
export type Criterion = (graph: CausalGraph, cause: string, outcome: string, given: readonly string[]) => boolean;

/**
 * The back-door criterion (Pearl, "Causality", 2nd ed., definition 3.3.1): nothing is adjusted for that the cause acts on, and every path
 * that begins with an arrow into the cause is blocked. It suffices.
 */
export const meetsBackDoor: Criterion = (graph, cause, outcome, given) => {
  const after = descendantsOf(graph, [cause]);
  if (given.some((node) => after.has(node) || node === outcome)) return false;
  const behind = keeping(graph, ({ from }) => from !== cause);
  return dSeparated(behind, cause, outcome, given);
};

/**
 * The adjustment criterion (Shpitser, VanderWeele, Robins, UAI 2010; in this form Perković et al., JMLR 18, 2018): nothing is adjusted for
 * that lies on a causal path or follows from what lies there, and all paths that are not causal are blocked. It is exact: what does not
 * meet it is biased in some model of the graph.
 */
export const meetsAdjustmentCriterion: Criterion = (graph, cause, outcome, given) => {
  const towards = ancestorsOf(graph, [outcome]);
  const onTheWay = [...descendantsOf(graph, [cause])].filter((node) => node !== cause && towards.has(node));
  const forbidden = descendantsOf(graph, onTheWay);
  if (given.some((node) => node === cause || node === outcome || forbidden.has(node))) return false;
  const others = keeping(graph, ({ from, to }) => from !== cause || !onTheWay.includes(to));
  return dSeparated(others, cause, outcome, given);
};

/** All sets of these variables, smaller ones first: 2ⁿ of them. */
export function subsetsOf(nodes: readonly string[]): string[][] {
  return Array.from({ length: 2 ** nodes.length }, (_, bits) =>
    nodes.filter((_, i) => Math.floor(bits / 2 ** i) % 2 === 1),
  ).sort((a, b) => a.length - b.length);
}

/**
 * Sets of the observed variables that are enough, and from which nothing can be left out. None: from what is observed the effect cannot be
 * had by adjusting. An empty set alone: nothing needs to be adjusted for.
 */
export function minimalAdjustmentSets(
  graph: CausalGraph,
  cause: string,
  outcome: string,
  observed: readonly string[],
  meets: Criterion = meetsBackDoor,
): string[][] {
  const found: string[][] = [];
  for (const set of subsetsOf(observed.filter((node) => node !== cause && node !== outcome))) {
    const larger = found.some((smaller) => smaller.every((node) => set.includes(node)));
    if (!larger && meets(graph, cause, outcome, set)) found.push(set);
  }
  return found;
}
