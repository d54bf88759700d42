import { circleOf } from '../../../models/causal/graph.ts';
import type { Variable } from '../../../models/experiments/causality/scenes.ts';
import { linearModel } from './model-of.ts';
import { PLACE_MOST, type Settings } from './settings.ts';

type Part = Partial<Settings>;

/** Puts something in or takes it out; the variable has the focus next, which else would go with what was taken out. */
export type Edit = (part: Part, focus: Variable) => void;

/** Of an arrow that was just drawn. */
const newStrength = 0.8;

/** What drawing an arrow comes to, or the circle that refuses it. One that is there already is chosen. */
export function withArrow(
  settings: Settings,
  from: Variable,
  to: Variable,
): { readonly ok: true; readonly part: Part } | { readonly ok: false; readonly circle: readonly Variable[] } {
  const { arrows } = settings;
  const chosen = `${from}>${to}`;
  if (arrows.some((one) => one.from === from && one.to === to)) return { ok: true, part: { chosen } };
  const circle = circleOf(linearModel(settings), { from, to }) as Variable[] | null;
  if (circle !== null) return { ok: false, circle };
  return { ok: true, part: { arrows: [...arrows, { from, to, strength: newStrength }], chosen } };
}

export const withoutArrow = ({ arrows }: Settings, from: Variable, to: Variable): Part => ({
  arrows: arrows.filter((one) => one.from !== from || one.to !== to),
  chosen: '',
});

/** The circle that turning an arrow round would close; null: none. */
export const circleWhenTurned = (settings: Settings, from: Variable, to: Variable): readonly Variable[] | null =>
  circleOf(
    { ...linearModel(settings), arrows: settings.arrows.filter((one) => one.from !== from || one.to !== to) },
    { from: to, to: from },
  ) as Variable[] | null;

export const turnedArrow = ({ arrows }: Settings, from: Variable, to: Variable): Part => ({
  arrows: arrows.map((one) => (one.from === from && one.to === to ? { ...one, from: to, to: from } : one)),
  chosen: `${to}>${from}`,
});

/** Without a variable and its arrows; cause and outcome stay. */
export const withoutNode = ({ nodes, arrows, adjust }: Settings, id: Variable): Part => ({
  nodes: nodes.filter((node) => node.id !== id),
  arrows: arrows.filter(({ from, to }) => from !== id && to !== id),
  adjust: adjust.filter((one) => one !== id),
  chosen: '',
});

/** With another variable: of a few places at the one farthest from all others. */
export function withNode({ nodes }: Settings, id: Variable): Part {
  const spots = [10, 30, 50, 70, 90].flatMap((x) => [10, 50, 90].map((y) => ({ x, y })));
  const room = (spot: { readonly x: number; readonly y: number }): number =>
    Math.min(...nodes.map(({ x, y }) => Math.hypot(x - spot.x, y - spot.y)));
  const spot = spots.reduce((best, one) => (room(one) > room(best) ? one : best));
  return { nodes: [...nodes, { id, ...spot, hidden: false }], chosen: id };
}

export function movedNode({ nodes }: Settings, id: Variable, to: { readonly x: number; readonly y: number }): Part {
  const within = (value: number): number => Math.round(Math.min(PLACE_MOST, Math.max(0, value)));
  return { nodes: nodes.map((node) => (node.id === id ? { ...node, x: within(to.x), y: within(to.y) } : node)) };
}

/** Measured or not: what is not measured cannot be adjusted for. */
export const withMeasured = ({ nodes, adjust }: Settings, id: Variable, measured: boolean): Part => ({
  nodes: nodes.map((node) => (node.id === id ? { ...node, hidden: !measured } : node)),
  adjust: measured ? adjust : adjust.filter((one) => one !== id),
});

/** A variable as cause or outcome; one that is the other of the two changes places with it. */
export function withRole({ cause, outcome, adjust }: Settings, id: Variable, role: 'cause' | 'outcome'): Part {
  const swapped = id === cause || id === outcome;
  return {
    cause: role === 'cause' ? id : swapped ? outcome : cause,
    outcome: role === 'outcome' ? id : swapped ? cause : outcome,
    adjust: adjust.filter((one) => one !== id),
  };
}
