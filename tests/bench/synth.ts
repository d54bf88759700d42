/**
 * How fast invented faces are rendered: pictures a second of processor time on one core, and what a person costs.
 * Run: node tests/bench/synth.ts
 */

import { identityOf } from '../../models/synth/draw-identity.ts';
import { figureOf } from '../../models/synth/figure.ts';
import { EVERYDAY, nuisanceOf } from '../../models/synth/nuisance.ts';
import { createRenderer } from '../../models/synth/render.ts';

const PEOPLE = 40;
const PICTURES = 20;

/** Processor milliseconds of a call; wall time would count what else the machine does. */
function cpuMs(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

const render = createRenderer(112);
const pictures = (people: number): void => {
  for (let person = 0; person < people; person++) {
    const figure = figureOf(identityOf(person));
    for (let k = 0; k < PICTURES; k++) render(figure, nuisanceOf(person * PICTURES + k, EVERYDAY));
  }
};
pictures(5);
const all = cpuMs(() => pictures(PEOPLE));
const figures = cpuMs(() => {
  for (let person = 0; person < PEOPLE; person++) figureOf(identityOf(person));
});
console.log(
  JSON.stringify({
    msAPicture: (all - figures) / (PEOPLE * PICTURES),
    msAPerson: figures / PEOPLE,
    picturesASecondOnOneCore: (PEOPLE * PICTURES * 1000) / all,
  }),
);
