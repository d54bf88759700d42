import type { RunLayer, Stage } from '../../../models/embed/anatomy/stages.ts';
import type { Part, PartRun, trainParts } from '../../../models/experiments/anatomy/parts.ts';
import {
  type Beginning,
  beginnings,
  type Shots,
  type trainShots,
} from '../../../models/experiments/anatomy/pretext.ts';
import type { UnderTest } from '../../../models/experiments/anatomy.ts';

const layer = (kind: RunLayer['kind']) => ({ kind }) as RunLayer;
export const stage = (
  kind: Stage['kind'],
  numbersIn: number,
  numbersOut: number,
  ...kinds: RunLayer['kind'][]
): Stage => ({
  ...{ kind, number: 0, shape: [numbersOut], parameters: 0, macs: 0, numbersIn, numbersOut },
  layers: kinds.map(layer),
});
export const narrowing = [stage('stem', 300, 400, 'convolution', 'activation'), stage('embedding', 400, 20, 'dense')];

const partsOf = (law: (part: Part) => Partial<PartRun>): typeof trainParts =>
  async function* (parts, seeds): AsyncGenerator<never, PartRun[]> {
    return parts.flatMap((part) =>
      seeds.map((seed) => ({
        ...{ part, seed, accuracy: 0.9, alien: 0.25, bend: part.linear ? 1e-6 : 0.3, headWeights: 100 },
        ...law(part),
      })),
    );
  };
const shotsOf = (law: (shots: number, beginning: Beginning) => number): typeof trainShots =>
  async function* ({ shots }, seeds): AsyncGenerator<never, Shots> {
    return {
      runs: seeds.flatMap((seed) =>
        shots.flatMap((k) =>
          beginnings.map((beginning) => ({ seed, shots: k, beginning, accuracy: law(k, beginning) })),
        ),
      ),
      pretext: seeds.map((seed) => ({ seed, accuracy: 0.9 })),
    };
  };
/** As many as are asked for, without a pixel. */
const noPictures: UnderTest['pictures'] = ({ people, pictures, asked }) => {
  const of = (count: number) => ({
    side: 16,
    people,
    data: new Float32Array(0),
    labels: new Int32Array(people * count),
  });
  return { train: of(pictures), test: of(asked) };
};

/** In the place of what the lesson on a network's anatomy measures and trains: as these laws would have it. */
export const madeUpAnatomy = (
  stages: readonly Stage[] = narrowing,
  parts: (part: Part) => Partial<PartRun> = () => ({}),
  shots: (shots: number, beginning: Beginning) => number = () => 0.5,
): UnderTest => ({
  trainParts: partsOf(parts),
  trainShots: shotsOf(shots),
  stages: async () => stages,
  pictures: noPictures,
});
