import { isLinear } from '../embed/anatomy/layers.ts';
import type { Stage } from '../embed/anatomy/stages.ts';
import { describeNetwork } from '../embed/networks/network.ts';
import type { RgbImage } from '../image.ts';
import { CHIP_FRAMING } from '../synth/difficulties.ts';
import { identityOf } from '../synth/draw-identity.ts';
import { figureOf } from '../synth/figure.ts';
import { NEAR_FRONTAL, nuisanceOf } from '../synth/nuisance.ts';
import { createRenderer } from '../synth/render.ts';
import {
  BATCH,
  type CheckInput,
  type Common,
  checkParts,
  checkPlans,
  checkShots,
  type NarrowInput,
  type PartsSize,
  type ShotsInput,
} from './anatomy/input.ts';
import {
  headInputs,
  type Part,
  type PartPictures,
  type PartProgress,
  type PartRun,
  trainParts,
} from './anatomy/parts.ts';
import { type Beginning, type ShotProgress, type ShotRun, type Shots, trainShots } from './anatomy/pretext.ts';
import { runStages, walk } from './anatomy/walk.ts';
import { type CheckResult, conclude, type Finding, type Progress, verdictOfCount } from './check.ts';
import type { EngineTools } from './in-engine.ts';
import { mean } from './metric/spread.ts';
import { facesOf } from './small/faces.ts';

/** Widths of a bottleneck, each twice the one before; the head sees 96 numbers where there is none. */
export const WIDTHS = [1, 2, 4, 8, 16, 32] as const;

/** What of the check is exchanged by a test. */
export interface UnderTest {
  readonly trainParts: typeof trainParts;
  readonly trainShots: typeof trainShots;
  readonly stages: (tools: EngineTools, seed: number) => Promise<readonly Stage[]>;
  readonly pictures: (input: Common & PartsSize) => PartPictures;
}
export const UNDER_TEST: UnderTest = { trainParts, trainShots, stages: stagesInUse, pictures: partPictures };

const SIDE = 16;

const seedsOf = ({ seed, repeats }: Common): number[] => Array.from({ length: repeats }, (_, i) => seed + i);

function partPictures({ seed, people, pictures, asked }: Common & PartsSize): PartPictures {
  const choice = { people, side: SIDE, difficulty: 'benchmark', seed } as const;
  return { train: facesOf({ ...choice, pictures }, 'train'), test: facesOf({ ...choice, pictures: asked }, 'test') };
}

/** Trains the small network with each part; runs are told as they end. */
async function* narrow(
  input: NarrowInput,
  tools: EngineTools,
): AsyncGenerator<PartProgress, { readonly runs: readonly PartRun[] }> {
  checkParts(input);
  checkPlans(input.parts);
  yield { done: 0, total: 1 };
  const { epochs, rate } = input;
  const settings = { epochs, rate, batch: BATCH };
  return { runs: yield* trainParts(input.parts, seedsOf(input), settings, partPictures(input), tools) };
}

/** The pretext experiment; runs are told as they end. */
async function* shots(input: ShotsInput, tools: EngineTools): AsyncGenerator<ShotProgress, Shots> {
  checkShots(input);
  yield { done: 0, total: 1 };
  return yield* trainShots(input.size, seedsOf(input), tools);
}

const PLAIN: Part = { neck: 'quarters', bottleneck: null, linear: false };

const CHECKED_WIDTHS = [1, 2, 8, 32] as const;

/** Parts that the check trains: some widths of the bottleneck, each neck, and no activations. */
export const CHECKED_PARTS: readonly Part[] = [
  PLAIN,
  ...CHECKED_WIDTHS.map((bottleneck): Part => ({ ...PLAIN, bottleneck })),
  { ...PLAIN, neck: 'mean' },
  { ...PLAIN, neck: 'places' },
  { ...PLAIN, linear: true },
];

/** The notes' statements: on the app's own network, and by small networks trained here and now with a part exchanged. */
async function* check(
  input: CheckInput,
  tools: EngineTools,
  underTest: UnderTest = UNDER_TEST,
): AsyncGenerator<Progress, CheckResult> {
  const parts = { ...input.parts, seed: input.seed, repeats: input.repeats };
  const shotsInput = { seed: input.seed, repeats: input.repeats, size: input.shots };
  checkParts(parts);
  checkShots(shotsInput);
  yield { done: 0, total: 1 };
  const stages = await underTest.stages(tools, input.seed);
  const settings = { epochs: parts.epochs, rate: parts.rate, batch: BATCH };
  const pictures = underTest.pictures(parts);
  const partRuns = yield* half(underTest.trainParts(CHECKED_PARTS, seedsOf(parts), settings, pictures, tools), 0);
  const { runs, pretext } = yield* half(underTest.trainShots(input.shots, seedsOf(shotsInput), tools), 1);
  const asked = { parts: pictures.test.labels.length * input.repeats, shots: shotsAsked(input) };
  return conclude([
    bottleneck(stages),
    narrowed(partRuns, asked.parts),
    head(partRuns, parts.people, asked.parts),
    neck(stages, partRuns, asked.parts),
    maps(stages, partRuns, asked.parts),
    pretextHelps(runs, pretext, asked.shots),
  ]);
}

const shotsAsked = ({ shots: { people, asked }, repeats }: CheckInput): number => people * asked * repeats;

/** Two trainings, each half of the way. */
async function* half<R>(running: AsyncGenerator<Progress, R>, which: 0 | 1): AsyncGenerator<Progress, R> {
  for (;;) {
    const next = await running.next();
    if (next.done === true) return next.value;
    const { done, total } = next.value;
    yield { done: which * total + done, total: 2 * total };
  }
}

/** An invented face through the network in use. */
async function stagesInUse(tools: EngineTools, seed: number): Promise<readonly Stage[]> {
  if (tools.network === undefined) throw new RangeError('anatomy: there is no network in use');
  const network = await tools.network();
  const side = network.record.inputSize;
  const nuisance = nuisanceOf(seed, NEAR_FRONTAL, CHIP_FRAMING);
  const chip: RgbImage = createRenderer(side)(figureOf(identityOf(seed)), nuisance);
  return (await runStages(chip, network, tools)).stages;
}

/** "Far smaller": what a residual bottleneck makes of its channels, 256 to 64 (He et al., CVPR 2016, figure 5). */
const FAR = 4;
const percent = (share: number): number => Math.round(1000 * share) / 10;

/** Twice the standard error of the difference of two shares of so many pictures each. */
const noise = (a: number, b: number, asked: number): number =>
  2 * Math.sqrt((a * (1 - a) + b * (1 - b) + 1 / asked) / asked);
const more = (a: number, b: number, asked: number): boolean => a - b > noise(a, b, asked);

/** Where the app's network narrows, and the blocks of the app's own `separable` network, which have the name and widen first. */
function bottleneck(stages: readonly Stage[]): Finding {
  const embedding = stages.find(({ kind }) => kind === 'embedding');
  // Of the layers between them some may keep the number: what counts is maps in, vector out.
  const from =
    stages.findLast(({ kind }) => kind === 'stem' || kind === 'block')?.numbersOut ?? embedding?.numbersIn ?? 0;
  const to = embedding?.numbersOut ?? from;
  const ratio = from / to;
  const inverted = invertedRatios();
  const all = [ratio, ...inverted];
  return {
    id: 'bottleneck',
    verdict: verdictOfCount(all.filter((one) => one >= FAR).length, all.length),
    figures: {
      ...{ from, to, ratio },
      blocks: inverted.length,
      inverted: Math.max(...inverted),
    },
  };
}

/** Of each inverted bottleneck: the channels it is given over those it puts out. */
function invertedRatios(): number[] {
  const choice = { backbone: 'separable', dimension: 128, width: 32, norm: 'batch', activation: 'relu' } as const;
  const { layers } = describeNetwork({ ...choice, inputSize: 112, fineTune: false });
  const channels = (name: string): number => layers.find((layer) => layer.name === name)!.output.at(-1)!;
  return layers
    .filter(({ name }) => /^bottleneck\d+\/down$/.test(name))
    .map(({ name }, i) => channels(i === 0 ? 'stem/conv' : `bottleneck${i}/down`) / channels(name));
}

const sameAs = (part: Part) => (run: PartRun) =>
  run.part.neck === part.neck && run.part.bottleneck === part.bottleneck && run.part.linear === part.linear;
const ofPart = (runs: readonly PartRun[], part: Partial<Part>): PartRun[] => runs.filter(sameAs({ ...PLAIN, ...part }));
const accuracyOf = (runs: readonly PartRun[], part: Partial<Part>): number =>
  mean(ofPart(runs, part).map(({ accuracy }) => accuracy));

/** That narrowing costs nothing until it does: at which of the widths. */
function narrowed(runs: readonly PartRun[], asked: number): Finding {
  const none = accuracyOf(runs, {});
  const at = CHECKED_WIDTHS.map((width) => ({ width, accuracy: accuracyOf(runs, { bottleneck: width }) }));
  const losing = at.filter(({ accuracy }) => more(none, accuracy, asked));
  const free = at.find(({ accuracy }) => !more(none, accuracy, asked));
  return {
    id: 'narrow',
    // The statement is that a bottleneck loses something.
    verdict: verdictOfCount(losing.length, at.length),
    figures: {
      inputs: headInputs('quarters'),
      none: percent(none),
      one: percent(at[0]!.accuracy),
      two: percent(at[1]!.accuracy),
      free: free?.width ?? 0,
      freeAccuracy: percent(free?.accuracy ?? 0),
    },
  };
}

/** The head knows nothing by itself: on another backbone it guesses. */
function head(runs: readonly PartRun[], people: number, asked: number): Finding {
  const own = ofPart(runs, {});
  const [accuracy, alien] = [mean(own.map((run) => run.accuracy)), mean(own.map((run) => run.alien))];
  const held = own.filter((run) => more(run.accuracy, run.alien, asked / own.length)).length;
  return {
    id: 'head',
    verdict: verdictOfCount(held, own.length),
    figures: { accuracy: percent(accuracy), alien: percent(alien), chance: percent(1 / people), networks: own.length },
  };
}

/** What a neck is good for: more recognised, or as much with fewer weights after it. */
function neck(stages: readonly Stage[], runs: readonly PartRun[], asked: number): Finding {
  const places = accuracyOf(runs, { neck: 'places' });
  const necks = (['mean', 'quarters'] as const).map((id) => accuracyOf(runs, { neck: id }));
  const better = necks.filter((accuracy) => more(accuracy, places, asked)).length;
  const notWorse = necks.filter((accuracy) => !more(places, accuracy, asked)).length;
  const own = stages.find(({ kind }) => kind === 'neck');
  const weights = (id: Part['neck']): number => ofPart(runs, { neck: id })[0]?.headWeights ?? 0;
  return {
    id: 'neck',
    verdict: better === necks.length ? 'holds' : better + notWorse > 0 ? 'holds-when' : 'does-not-hold',
    figures: {
      mean: percent(necks[0]!),
      quarters: percent(necks[1]!),
      places: percent(places),
      meanWeights: weights('mean'),
      quartersWeights: weights('quarters'),
      placesWeights: weights('places'),
      from: own?.numbersIn ?? 0,
      to: own?.numbersOut ?? 0,
    },
  };
}

/** Linear and non-linear maps: both are in the network in use, and without the latter all of it is one matrix. */
function maps(stages: readonly Stage[], runs: readonly PartRun[], asked: number): Finding {
  const layers = stages.flatMap((stage) => stage.layers);
  const linear = layers.filter(isLinear).length;
  const [full, without] = [accuracyOf(runs, {}), accuracyOf(runs, { linear: true })];
  const bend = (part: Partial<Part>): number => mean(ofPart(runs, part).map((run) => run.bend));
  const held = [linear > 0 && linear < layers.length, more(full, without, asked)];
  return {
    id: 'maps',
    verdict: verdictOfCount(held.filter(Boolean).length, held.length),
    figures: {
      linear,
      other: layers.length - linear,
      full: percent(full),
      without: percent(without),
      bend: bend({}),
      bendWithout: bend({ linear: true }),
    },
  };
}

/** Whether the pretext task helps, for each number of pictures. */
function pretextHelps(runs: readonly ShotRun[], pretext: Shots['pretext'], asked: number): Finding {
  const shotsSeen = [...new Set(runs.map((run) => run.shots))].sort((a, b) => a - b);
  const at = (count: number, beginning: Beginning): number =>
    mean(runs.filter((run) => run.shots === count && run.beginning === beginning).map(({ accuracy }) => accuracy));
  const helped = shotsSeen.filter((count) => more(at(count, 'rotation'), at(count, 'scratch'), asked));
  const [fewest, most] = [shotsSeen[0]!, shotsSeen.at(-1)!];
  return {
    id: 'pretext',
    verdict: verdictOfCount(helped.length, shotsSeen.length),
    figures: {
      turns: percent(mean(pretext.map(({ accuracy }) => accuracy))),
      helped: helped.length,
      cases: shotsSeen.length,
      fewest,
      most,
      scratchFew: percent(at(fewest, 'scratch')),
      rotationFew: percent(at(fewest, 'rotation')),
      namesFew: percent(at(fewest, 'names')),
      scratchMany: percent(at(most, 'scratch')),
      rotationMany: percent(at(most, 'rotation')),
      namesMany: percent(at(most, 'names')),
    },
  };
}

export const tasks = { check, walk, narrow, shots };
