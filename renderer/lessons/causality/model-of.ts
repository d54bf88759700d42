import { meetsBackDoor, minimalAdjustmentSets } from '../../../models/causal/adjustment.ts';
import { covariancesOf, limitSlope, totalEffect } from '../../../models/causal/effects.ts';
import { estimateEffects } from '../../../models/causal/estimates.ts';
import { descendantsOf } from '../../../models/causal/graph.ts';
import { intervene, type LinearModel, sampleModel } from '../../../models/causal/linear-model.ts';
import { type Block, blockOf, kindOf, type Path, type PathKind, pathsBetween } from '../../../models/causal/paths.ts';
import type { Variable } from '../../../models/experiments/causality/scenes.ts';
import type { Settings } from './settings.ts';

export const linearModel = ({ nodes, arrows }: Pick<Settings, 'nodes' | 'arrows'>): LinearModel => ({
  nodes: nodes.map(({ id }) => id),
  arrows,
});

/** What may be adjusted for: what somebody wrote down, neither cause nor outcome. */
export const usable = ({ nodes, cause, outcome }: Settings): Variable[] =>
  nodes.filter(({ id, hidden }) => !hidden && id !== cause && id !== outcome).map(({ id }) => id);

export interface ToldPath extends Path {
  readonly kind: PathKind;
  readonly block: Block | null;
}

/** All paths from cause to outcome, and where each is blocked by what is adjusted for. */
export function toldPaths({ cause, outcome, adjust, ...settings }: Settings): ToldPath[] {
  const model = linearModel(settings);
  return pathsBetween(model, cause, outcome).map((path) => ({
    ...path,
    kind: kindOf(path),
    block: blockOf(model, path, adjust),
  }));
}

/** What is wrong with what is adjusted for; null: it is enough. */
export type Fault =
  | { readonly is: 'after'; readonly node: Variable }
  | { readonly is: 'open'; readonly path: ToldPath }
  | null;

export function faultOf(settings: Settings, paths: readonly ToldPath[]): Fault {
  const { cause, outcome, adjust } = settings;
  const model = linearModel(settings);
  if (meetsBackDoor(model, cause, outcome, adjust)) return null;
  const after = descendantsOf(model, [cause]);
  const node = adjust.find((one) => after.has(one));
  if (node !== undefined) return { is: 'after', node };
  return { is: 'open', path: paths.find(({ kind, block }) => kind === 'back-door' && block === null)! };
}

export const setsOf = (settings: Settings): Variable[][] =>
  minimalAdjustmentSets(linearModel(settings), settings.cause, settings.outcome, usable(settings)) as Variable[][];

/** The three estimates, the effect itself, and what regressions would say in doors without end. */
export function effectsOf(settings: Settings) {
  const { cause, outcome, adjust: given, doors: count, seed } = settings;
  const model = linearModel(settings);
  return {
    truth: totalEffect(model, cause, outcome),
    estimates: estimateEffects({ model, cause, outcome, given, count, seed }),
    limits: { naive: limitSlope(model, cause, outcome, []), adjusted: limitSlope(model, cause, outcome, given) },
  };
}

/** So many doors can be seen one by one. */
export const DOORS_SHOWN = 250;

/** The doors of the scatter plot, as they are or with the cause dealt by lot, and how wide the variables spread. */
export function doorsOf(settings: Settings) {
  const { cause, outcome, world, doors, seed } = settings;
  const model = linearModel(settings);
  const shown = Math.min(doors, DOORS_SHOWN);
  const acting = world === 'seen' ? model : intervene(model, cause);
  const covariance = covariancesOf(model);
  const reach = (node: Variable): number => Math.ceil(3.2 * Math.sqrt(covariance(node, node)));
  return { model: acting, sample: sampleModel(acting, shown, seed), reach: [reach(cause), reach(outcome)] as const };
}

/** Of values the third that each lies in, 0 low to 2 high. */
export function thirds(values: ArrayLike<number>): number[] {
  const sorted = Float64Array.from(values).sort();
  const [low, high] = [1, 2].map((k) => sorted[Math.floor((k * sorted.length) / 3)]!) as [number, number];
  return Array.from(values, (value) => (value < low ? 0 : value < high ? 1 : 2));
}
