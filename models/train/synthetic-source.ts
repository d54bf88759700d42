import { DIFFICULTIES, FRAMINGS } from '../synth/difficulties.ts';
import { identityOf } from '../synth/draw-identity.ts';
import { type Figure, figureOf } from '../synth/figure.ts';
import { nuisanceOf } from '../synth/nuisance.ts';
import { createRenderer, type Renderer } from '../synth/render.ts';
import type { PictureSource } from './picture-source.ts';
import type { DataChoice } from './recipe.ts';

type Synthetic = Extract<DataChoice, { source: 'synthetic' }>;

/** The seed of the invented person with this label, and of the circumstances of one of the pictures. */
export function syntheticSeeds(
  { seed, pictures }: Synthetic,
  index: number,
): { person: number; circumstances: number } {
  const person = Math.floor(index / pictures);
  // Far apart, so that neighbouring data seeds share nobody.
  const from = Math.imul(seed, 1_000_003);
  return { person: from + person, circumstances: from + 500_009 + index };
}

/** Draws pictures of a {@link Synthetic} choice by index; keeps the last person's figure, so ask person by person. */
export function syntheticRenderer(choice: Synthetic, size: number): (index: number) => Uint8Array {
  let render: Renderer | undefined;
  let last: { person: number; figure: Figure } | undefined;
  return (index) => {
    render ??= createRenderer(size);
    const { person, circumstances } = syntheticSeeds(choice, index);
    if (last?.person !== person) last = { person, figure: figureOf(identityOf(person)) };
    const nuisance = nuisanceOf(circumstances, DIFFICULTIES[choice.difficulty], FRAMINGS[choice.difficulty]);
    return render(last.figure, nuisance).data;
  };
}

/** Invented people, drawn in this process when first asked for and kept: size² · 3 bytes each. */
export function syntheticSource(choice: Synthetic, size: number): PictureSource {
  const count = choice.people * choice.pictures;
  const kept: (Uint8Array | undefined)[] = new Array(count);
  const draw = syntheticRenderer(choice, size);
  return {
    size,
    labels: Int32Array.from({ length: count }, (_, i) => Math.floor(i / choice.pictures)),
    references: Array.from({ length: count }, (_, i) => {
      const { person, circumstances } = syntheticSeeds(choice, i);
      return `synthetic:${person}:${circumstances}`;
    }),
    picture(index) {
      const bytes = kept[index] ?? draw(index);
      kept[index] = bytes;
      return bytes;
    },
  };
}
