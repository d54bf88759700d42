import { z } from 'zod';
import { CycleError, causalOrder } from '../../../models/causal/graph.ts';
import { VARIABLES, type Variable } from '../../../models/experiments/causality/scenes.ts';

export const STRENGTH_MOST = 2;
export const DOORS = { low: 20, high: 5000 } as const;
/** Places in the picture go from 0 to 100 both ways. */
export const PLACE_MOST = 100;
export const LEVEL_MOST = 3;

const variable = z.enum(VARIABLES);
const place = z.number().int().min(0).max(PLACE_MOST);

export const settingsSchema = z
  .object({
    nodes: z
      .array(z.object({ id: variable, x: place, y: place, hidden: z.boolean() }))
      .min(2)
      .max(VARIABLES.length),
    arrows: z
      .array(z.object({ from: variable, to: variable, strength: z.number().min(-STRENGTH_MOST).max(STRENGTH_MOST) }))
      .max((VARIABLES.length * (VARIABLES.length - 1)) / 2),
    cause: variable,
    outcome: variable,
    adjust: z.array(variable),
    /** How the doors of the scatter plot came by their cause: as it was, or by lot, which is do(X). */
    world: z.enum(['seen', 'dealt']),
    doors: z.number().int().min(DOORS.low).max(DOORS.high),
    /** Where seeing and doing are compared, on the axis of the cause. */
    level: z.number().min(-LEVEL_MOST).max(LEVEL_MOST),
    /** Which path is lit, from 1; 0: none. */
    path: z.number().int().min(0).max(10_000),
    /** What is chosen: a variable, or "from>to"; nothing is the empty text. */
    chosen: z.string().max(24),
    seed: z.number().int().min(0).max(0xffffffff),
  })
  .refine(isModel);
export type Settings = z.infer<typeof settingsSchema>;

/** What no schema of single fields can say: everything named is there, once, and nothing acts on itself in a circle. */
function isModel({
  nodes,
  arrows,
  cause,
  outcome,
  adjust,
}: {
  nodes: readonly { id: Variable; hidden: boolean }[];
  arrows: readonly { from: Variable; to: Variable }[];
  cause: Variable;
  outcome: Variable;
  adjust: readonly Variable[];
}): boolean {
  const ids = nodes.map(({ id }) => id);
  const once = (all: readonly string[]): boolean => new Set(all).size === all.length;
  if (!once(ids) || !once(adjust) || !once(arrows.map(({ from, to }) => `${from}>${to}`))) return false;
  if (
    cause === outcome ||
    ![cause, outcome, ...arrows.flatMap(({ from, to }) => [from, to])].every((id) => ids.includes(id))
  )
    return false;
  const usable = nodes.filter(({ id, hidden }) => !hidden && id !== cause && id !== outcome).map(({ id }) => id);
  if (!adjust.every((id) => usable.includes(id))) return false;
  try {
    causalOrder({ nodes: ids, arrows });
    return true;
  } catch (error) {
    if (error instanceof CycleError) return false;
    throw error;
  }
}
