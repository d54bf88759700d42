import { lumaOf, type Plane } from '../padding/plane.ts';
import { CHIP_FRAMING } from '../synth/difficulties.ts';
import { identityOf } from '../synth/draw-identity.ts';
import { figureOf } from '../synth/figure.ts';
import { NEAR_FRONTAL, nuisanceOf } from '../synth/nuisance.ts';
import { createRenderer } from '../synth/render.ts';

/** Brightness of so many invented people's faces, [side, side] of 0 … 255, drawn one after the other. */
export function* drawnFaces(seed: number, people: number, side: number): Generator<Plane, void> {
  const render = createRenderer(side);
  for (let person = 0; person < people; person++)
    yield lumaOf(
      render(figureOf(identityOf(seed * 1000 + person)), nuisanceOf(seed * 2000 + person, NEAR_FRONTAL, CHIP_FRAMING)),
    );
}

/** Root mean square of the differences, in the planes' own units. @throws RangeError where they differ in size */
export function rmsDifference(a: Plane, b: Plane): number {
  if (a.rows !== b.rows || a.columns !== b.columns)
    throw new RangeError(`${a.rows} × ${a.columns} is not compared with ${b.rows} × ${b.columns}`);
  let sum = 0;
  for (let i = 0; i < a.values.length; i++) sum += (a.values[i]! - b.values[i]!) ** 2;
  return Math.sqrt(sum / a.values.length);
}
