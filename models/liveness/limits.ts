/**
 * The limits of the passive cues. Each was set between what genuine and attack presentations measured (docs/liveness.md says which, how many and
 * where they overlap); a site's own self-test may move those that are marked so.
 */
export interface LivenessLimits {
  /** An eye counts as shut below this share of its own usual aspect ratio. */
  readonly shutEye: number;
  /** Degrees between the outermost poses of a window from which its relief says anything. */
  readonly turn: number;
  /** Relief from which it is a head … (moved by the self-test) */
  readonly relief: number;
  /** … and below which it moves like something flat. (Moved by the self-test.) */
  readonly flat: number;
  /** Change of the shape, in eye distances, up to which a face moves no more than a held picture does. (Moved by the self-test.) */
  readonly still: number;
  /** log10 of a regular pattern's strength from which the face is on a screen or a coarse print. (Moved by the self-test.) */
  readonly screen: number;
  /** Below these a network's score speaks against the face; null: it has not been seen to separate here, and says nothing. (Set by the self-test alone.) */
  readonly antispoof: number | null;
  readonly liveness: number | null;
}

export const DEFAULT_LIMITS: LivenessLimits = {
  shutEye: 0.75,
  turn: 16,
  relief: 2.2,
  flat: 1.5,
  still: 0.012,
  screen: 1.05,
  antispoof: null,
  liveness: null,
};
