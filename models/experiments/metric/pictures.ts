import { identityOf } from '../../synth/draw-identity.ts';
import { figureOf } from '../../synth/figure.ts';
import { createRenderer } from '../../synth/render.ts';
import type { Progress } from '../check.ts';
import { circumstancesOf, type FacesChoice, personSeed } from './camera-faces.ts';

export interface PicturesInput {
  readonly choice: FacesChoice;
  /** Side to draw them at: larger than a network sees them, to be looked at. */
  readonly size: number;
  readonly which: readonly number[];
}

/** Pictures to look at, in the order of `which`: [n, size, size, 3], one after the other. Runs in the page's worker. */
export async function* pictures({ choice, size, which }: PicturesInput): AsyncGenerator<Progress, Uint8Array> {
  const render = createRenderer(size);
  const length = size * size * 3;
  const bytes = new Uint8Array(which.length * length);
  const figures = new Map<number, ReturnType<typeof figureOf>>();
  for (const [i, index] of which.entries()) {
    const person = Math.floor(index / choice.pictures);
    const figure = figures.get(person) ?? figureOf(identityOf(personSeed(choice, person)));
    figures.set(person, figure);
    bytes.set(render(figure, circumstancesOf(choice, index)).data, i * length);
    if (i % 16 === 0) yield { done: i, total: which.length };
  }
  return bytes;
}
