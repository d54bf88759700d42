import { DIFFICULTIES, type DifficultyId, FRAMINGS } from '../../synth/difficulties.ts';
import { identityOf } from '../../synth/draw-identity.ts';
import { figureOf } from '../../synth/figure.ts';
import { nuisanceOf } from '../../synth/nuisance.ts';
import { createRenderer } from '../../synth/render.ts';

/** Pictures [count, side, side, 3] from −1 to 1, one after the other, and whom each shows, 0 … people − 1. */
export interface LabelledPictures {
  readonly side: number;
  readonly people: number;
  readonly data: Float32Array;
  readonly labels: Int32Array;
}

export interface FacesChoice {
  readonly people: number;
  /** Of each person. */
  readonly pictures: number;
  readonly side: number;
  readonly difficulty: DifficultyId;
  readonly seed: number;
}

/** Circumstances of training and test pictures are counted from far apart: none is in both. */
const circumstancesOf = { train: 1_000_003, test: 700_000_001 } as const;

/** Invented people, drawn as they are for training (models/synth): the same bytes for the same choice. */
export function facesOf(choice: FacesChoice, part: keyof typeof circumstancesOf): LabelledPictures {
  const { people, pictures, side, difficulty, seed } = choice;
  const render = createRenderer(side);
  const size = side * side * 3;
  const data = new Float32Array(people * pictures * size);
  const labels = new Int32Array(people * pictures);
  const from = Math.imul(seed, 7919);
  for (let person = 0; person < people; person++) {
    const figure = figureOf(identityOf(from + person));
    for (let i = 0; i < pictures; i++) {
      const at = person * pictures + i;
      const nuisance = nuisanceOf(from + circumstancesOf[part] + at, DIFFICULTIES[difficulty], FRAMINGS[difficulty]);
      const bytes = render(figure, nuisance).data;
      for (let k = 0; k < size; k++) data[at * size + k] = bytes[k]! / 127.5 - 1;
      labels[at] = person;
    }
  }
  return { side, people, data, labels };
}
