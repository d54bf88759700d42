import type { LinearModel, StrongArrow } from '../../causal/linear-model.ts';

/** What can stand in a model of this lesson, each in its own standard deviations over the doors of a site. */
export const VARIABLES = ['light', 'camera', 'failed', 'sharp', 'audit', 'crowd', 'age', 'budget'] as const;
export type Variable = (typeof VARIABLES)[number];

export const sceneIds = ['confounder', 'simpson', 'mediator', 'collider', 'before', 'hidden'] as const;
export type SceneId = (typeof sceneIds)[number];

/** A model and what one might adjust for in it; the cause is the camera's grade, the outcome how many matches fail. */
export interface Scene {
  readonly model: LinearModel;
  /** What nobody writes down. */
  readonly hidden: readonly string[];
  readonly adjust: readonly string[];
}

const arrow = (from: Variable, to: Variable, strength: number): StrongArrow => ({ from, to, strength });
const ofCamera = (strength: number): StrongArrow => arrow('camera', 'failed', strength);

export const SCENES: Readonly<Record<SceneId, Scene>> = {
  // Bright new entrances got the good cameras, and light alone prevents failures.
  confounder: {
    model: {
      nodes: ['light', 'camera', 'failed'],
      arrows: [arrow('light', 'camera', 0.9), arrow('light', 'failed', -0.9), ofCamera(-0.5)],
    },
    hidden: [],
    adjust: ['light'],
  },
  // The other way round: the dark doors got them.
  simpson: {
    model: {
      nodes: ['light', 'camera', 'failed'],
      arrows: [arrow('light', 'camera', -1.2), arrow('light', 'failed', -1.6), ofCamera(-0.4)],
    },
    hidden: [],
    adjust: ['light'],
  },
  mediator: {
    model: {
      nodes: ['camera', 'sharp', 'failed'],
      arrows: [arrow('camera', 'sharp', 0.9), arrow('sharp', 'failed', -0.8), ofCamera(-0.2)],
    },
    hidden: [],
    adjust: ['sharp'],
  },
  // Dear cameras are inspected, and so are doors where matches fail.
  collider: {
    model: {
      nodes: ['camera', 'audit', 'failed'],
      arrows: [arrow('camera', 'audit', 0.9), arrow('failed', 'audit', 0.9), ofCamera(-0.4)],
    },
    hidden: [],
    adjust: ['audit'],
  },
  // The inspection came before the cameras; money and crowds brought it about, which nobody wrote down.
  before: {
    model: {
      nodes: ['budget', 'camera', 'audit', 'failed', 'crowd'],
      arrows: [
        arrow('budget', 'camera', 1),
        arrow('budget', 'audit', 1),
        arrow('crowd', 'audit', 1),
        arrow('crowd', 'failed', 1),
        ofCamera(-0.4),
      ],
    },
    hidden: ['budget', 'crowd'],
    adjust: ['audit'],
  },
  // Light is a confounder that nobody measured; a building's age stands for a part of it.
  hidden: {
    model: {
      nodes: ['age', 'light', 'camera', 'failed'],
      arrows: [
        arrow('age', 'light', -0.8),
        arrow('light', 'camera', 0.9),
        arrow('light', 'failed', -0.9),
        ofCamera(-0.4),
      ],
    },
    hidden: ['light'],
    adjust: ['age'],
  },
};

export const CAUSE: Variable = 'camera';
export const OUTCOME: Variable = 'failed';
