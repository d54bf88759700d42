import { cutChip } from '../../align/chip.ts';
import type { ModelRecord } from '../../embed/record.ts';
import type { RgbImage } from '../../image.ts';
import { CHIP_FRAMING, DIFFICULTIES } from '../../synth/difficulties.ts';
import { identityOf } from '../../synth/draw-identity.ts';
import { figureOf } from '../../synth/figure.ts';
import { nuisanceOf } from '../../synth/nuisance.ts';
import { createRenderer } from '../../synth/render.ts';
import type { Progress } from '../check.ts';
import type { EnrolledFace } from '../in-engine.ts';

/** Faces as a network is given them, and who each shows, by number from 0. */
export interface LabelledChips {
  readonly chips: readonly RgbImage[];
  readonly labels: readonly number[];
}

export async function* inventedChips(
  { people, pictures, seed }: { readonly people: number; readonly pictures: number; readonly seed: number },
  { inputSize }: ModelRecord,
): AsyncGenerator<Progress, LabelledChips> {
  const render = createRenderer(inputSize);
  const chips: RgbImage[] = [];
  const labels: number[] = [];
  for (let person = 0; person < people; person++) {
    const figure = figureOf(identityOf(seed * 131 + person));
    for (let i = 0; i < pictures; i++) {
      chips.push(render(figure, nuisanceOf(seed * 7919 + person * pictures + i, DIFFICULTIES.benchmark, CHIP_FRAMING)));
      labels.push(person);
      yield { done: chips.length, total: people * pictures };
    }
  }
  return { chips, labels };
}

/** Of the first `people` as many as `pictures` each. */
export function enrolledChips(
  faces: readonly EnrolledFace[],
  { people, pictures }: { readonly people: number; readonly pictures: number },
  record: ModelRecord,
): LabelledChips {
  const of = [...Map.groupBy(faces, ({ person }) => person).values()].slice(0, people);
  const taken = of.flatMap((own, label) => own.slice(0, pictures).map((face) => ({ ...face, label })));
  return {
    chips: taken.map(({ picture, landmarks }) => cutChip(picture, landmarks, record)),
    labels: taken.map(({ label }) => label),
  };
}
