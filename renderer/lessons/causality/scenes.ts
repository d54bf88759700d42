import {
  CAUSE,
  OUTCOME,
  SCENES,
  type SceneId,
  sceneIds,
  type Variable,
} from '../../../models/experiments/causality/scenes.ts';
import type { Settings } from './settings.ts';

/** Where variables stand: in the line of the effect, above it what comes before, below it what comes after. */
const places: Readonly<Record<SceneId, Partial<Record<Variable, readonly [number, number]>>>> = {
  confounder: { light: [50, 6], camera: [8, 88], failed: [92, 88] },
  simpson: { light: [50, 6], camera: [8, 88], failed: [92, 88] },
  mediator: { camera: [8, 84], sharp: [50, 14], failed: [92, 84] },
  collider: { camera: [8, 12], failed: [92, 12], audit: [50, 90] },
  before: { budget: [10, 6], crowd: [90, 6], audit: [50, 44], camera: [10, 90], failed: [90, 90] },
  hidden: { age: [6, 2], light: [62, 34], camera: [8, 90], failed: [92, 90] },
};

/** The part of the settings that a scene lays ready: its model, whole, and nothing adjusted for. */
export function sceneSettings(id: SceneId): Pick<Settings, 'nodes' | 'arrows' | 'cause' | 'outcome'> {
  const { model, hidden } = SCENES[id];
  return {
    nodes: (model.nodes as readonly Variable[]).map((node) => {
      const [x, y] = places[id][node]!;
      return { id: node, x, y, hidden: hidden.includes(node) };
    }),
    arrows: model.arrows.map(({ from, to, strength }) => ({ from: from as Variable, to: to as Variable, strength })),
    cause: CAUSE,
    outcome: OUTCOME,
  };
}

/** The scene whose model this is, wherever its variables were moved; null: one of the reader's own. */
export function sceneOf({ nodes, arrows, cause, outcome }: Settings): SceneId | null {
  const said = (scene: ReturnType<typeof sceneSettings>): string =>
    JSON.stringify([
      scene.nodes.map(({ id, hidden }) => `${id}${hidden}`).sort(),
      scene.arrows.map(({ from, to, strength }) => `${from}>${to}${strength}`).sort(),
      scene.cause,
      scene.outcome,
    ]);
  const own = said({ nodes, arrows, cause, outcome });
  return sceneIds.find((id) => said(sceneSettings(id)) === own) ?? null;
}
