import type { Colour } from './colour.ts';

/**
 * What makes one invented person. Lengths in half head heights (crown to chin is 2; the eyes are at height 0, x to the
 * right, z towards the viewer); factors are 1 for the average.
 */
export interface Identity {
  readonly seed: number;
  readonly shape: Readonly<{
    width: number;
    cheeks: number;
    jaw: number;
    chin: number;
    chinForward: number;
    forehead: number;
    brow: number;
    depth: number;
  }>;
  readonly eyes: Readonly<{
    apart: number;
    width: number;
    height: number;
    tilt: number;
    depth: number;
    colour: Colour;
  }>;
  readonly brows: Readonly<{ height: number; thickness: number; arch: number; length: number }>;
  readonly nose: Readonly<{ length: number; width: number; bridge: number; tip: number; lift: number }>;
  readonly mouth: Readonly<{ height: number; width: number; upper: number; lower: number; colour: Colour }>;
  readonly skin: Readonly<{
    colour: Colour;
    blush: number;
    folds: number;
    freckles: number;
    mole: readonly [number, number] | null;
  }>;
  readonly hair: Readonly<{
    colour: Colour;
    line: number;
    fringe: number;
    side: number;
    volume: number;
    length: number;
    bald: boolean;
  }>;
  /** 0 none … 1 full; how far up the cheek; with moustache or without. */
  readonly beard: Readonly<{ density: number; cheek: number; moustache: number }>;
  readonly glasses: Readonly<{
    colour: Colour;
    width: number;
    height: number;
    round: number;
    thickness: number;
  }> | null;
}
