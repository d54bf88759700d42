import { layersOf } from '../../embed/anatomy/layers.ts';
import { runLayers } from '../../embed/anatomy/stages.ts';
import { normalise } from '../../embed/normalise.ts';
import type { RgbImage } from '../../image.ts';
import { type InspectedNetwork, inspect } from '../../inspect/layers.ts';
import { readNetwork } from '../../inspect/read-network.ts';
import type { PictureScale } from '../../inspect/run/picture-tensor.ts';
import { spreadOf } from '../../inspect/run/summary.ts';
import type { LayerTimes } from '../../inspect/run/time-layers.ts';
import { openWatched, type WatchedNetwork } from '../../inspect/run/watched-network.ts';
import { readOnnx } from '../../runtime/read-onnx.ts';
import type { HostTensor } from '../../runtime/types.ts';
import { CHIP_FRAMING } from '../../synth/difficulties.ts';
import { identityOf } from '../../synth/draw-identity.ts';
import { figureOf } from '../../synth/figure.ts';
import { NEAR_FRONTAL, nuisanceOf } from '../../synth/nuisance.ts';
import { createRenderer } from '../../synth/render.ts';
import { type CheckResult, conclude, type Finding, type Progress, verdictOfCount } from '../check.ts';
import type { EngineTools } from '../in-engine.ts';
import { shuffledWeights } from './shuffled-weights.ts';
import { smallNetwork } from './small-networks.ts';
import { unknownOperation } from './unknown-operation.ts';

export interface CheckInput {
  readonly seed: number;
  /** Times that each layer is run to be timed. */
  readonly runs: number;
  /** Synthetic people with two pictures each. */
  readonly people: number;
}

/** What of the check is exchanged by a test. */
export interface UnderTest {
  readonly inspect: (onnx: Uint8Array) => InspectedNetwork;
  readonly time: (
    network: WatchedNetwork,
    picture: RgbImage,
    scale: PictureScale,
    runs: number,
  ) => AsyncGenerator<Progress, LayerTimes>;
  readonly spoil: (onnx: Uint8Array, seed: number) => Uint8Array;
}
export const UNDER_TEST: UnderTest = {
  inspect: (onnx) => inspect(readNetwork([{ name: 'network.onnx', bytes: onnx }])),
  time: (network, picture, scale, runs) => network.time(picture, scale, runs),
  spoil: shuffledWeights,
};

/** A network run once: what its file says, and what it made. */
interface Seen {
  readonly onnx: Uint8Array;
  readonly told: InspectedNetwork;
  readonly made: Readonly<Record<string, HostTensor>>;
}

/** The notes' sentence, in parts: what is read from a file is right; where the weights are, the time goes; and it tells what a network does. */
export async function* check(
  input: CheckInput,
  tools: EngineTools,
  underTest: UnderTest = UNDER_TEST,
): AsyncGenerator<Progress, CheckResult> {
  checkInput(input);
  yield { done: 0, total: 1 };
  if (tools.network === undefined) throw new RangeError('viewer: there is no network in use');
  const { record, onnx } = await tools.network();
  const scale = { mean: record.mean, std: record.std, bgr: record.channelOrder === 'bgr' };
  const pictures = pairsOf(input, record.inputSize);
  const total = 2 * pictures.length + 100;

  const own = await openWatched([{ name: 'network.onnx', bytes: onnx }], undefined, tools.executor);
  const seen: Seen[] = [{ onnx, told: underTest.inspect(onnx), made: (await own.run(pictures[0]!, scale)).made }];
  const small = smallNetwork(input.seed);
  const other = await openWatched([{ name: 'network.onnx', bytes: small }], undefined, tools.executor);
  seen.push({ onnx: small, told: underTest.inspect(small), made: (await other.run(pictures[0]!, scale)).made });
  await other.release();

  const timing = underTest.time(own, pictures[0]!, scale, input.runs);
  let times: LayerTimes | null = null;
  while (times === null) {
    const step = await timing.next();
    if (step.done === true) times = step.value;
    else yield { done: Math.floor((100 * step.value.done) / step.value.total), total };
  }
  const separation = async (network: WatchedNetwork, from: number) => {
    const templates: Float32Array[] = [];
    return async function* (): AsyncGenerator<Progress, number> {
      for (const [i, picture] of pictures.entries()) {
        const { made } = await network.run(picture, scale);
        const last = made[network.network.graph.outputs[0] ?? ''] ?? Object.values(made).at(-1)!;
        templates.push(normalise(Float32Array.from(last.data)));
        yield { done: 100 + from + i, total };
      }
      return separationOf(templates);
    };
  };
  const good = yield* (await separation(own, 0))();
  await own.release();
  const spoilt = underTest.spoil(onnx, input.seed);
  const bad = await openWatched([{ name: 'network.onnx', bytes: spoilt }], undefined, tools.executor);
  const worse = yield* (await separation(bad, pictures.length))();
  await bad.release();
  return conclude([
    shapes(seen),
    costs(seen, record.layout),
    unknown(underTest),
    where(seen[0]!.told, times),
    adding(times),
    tells(seen[0]!.told, underTest.inspect(spoilt), good, worse),
  ]);
}

function checkInput({ seed, runs, people }: CheckInput): void {
  const isWhole = (value: number, low: number, high: number): boolean =>
    Number.isInteger(value) && value >= low && value <= high;
  if (!isWhole(seed, 0, 0xffffffff)) throw new RangeError('viewer: the seed is a whole number from 0 to 2³² − 1');
  if (!isWhole(runs, 1, 50)) throw new RangeError('viewer: a layer is run 1 to 50 times');
  if (!isWhole(people, 2, 50)) throw new RangeError('viewer: 2 to 50 people are compared');
}

/** Two pictures of each of so many people who do not exist, one after the other. */
function pairsOf({ seed, people }: CheckInput, side: number): RgbImage[] {
  const render = createRenderer(side);
  return Array.from({ length: 2 * people }, (_, i) =>
    render(figureOf(identityOf(seed + (i >> 1))), nuisanceOf(seed + 1000 * i + 1, NEAR_FRONTAL, CHIP_FRAMING)),
  );
}

/** The share of (mated, non-mated) pairs of comparisons in which the mated one scores higher: the area under the ROC curve. */
function separationOf(templates: readonly Float32Array[]): number {
  const score = (a: Float32Array, b: Float32Array): number => a.reduce((sum, x, i) => sum + x * b[i]!, 0);
  const [mated, others]: [number[], number[]] = [[], []];
  for (let i = 0; i < templates.length; i++)
    for (let j = i + 1; j < templates.length; j++)
      (i >> 1 === j >> 1 ? mated : others).push(score(templates[i]!, templates[j]!));
  const higher = mated.reduce(
    (sum, m) => sum + others.reduce((count, o) => count + (m > o ? 1 : m === o ? 0.5 : 0), 0),
    0,
  );
  return higher / (mated.length * others.length);
}

/** Each layer's shape as read from the file against what it made when it ran. */
function shapes(seen: readonly Seen[]): Finding {
  const compared = seen.flatMap(({ told, made }) =>
    told.layers.flatMap(({ operation, shapes: [shape] }) => {
      const tensor = made[operation.outputs[0] ?? ''];
      return tensor === undefined ? [] : [shape?.join() === tensor.shape.join()];
    }),
  );
  const agree = compared.filter(Boolean).length;
  return {
    id: 'shapes',
    verdict: verdictOfCount(agree, compared.length),
    figures: { networks: seen.length, layers: compared.length, agree },
  };
}

/** Parameters and multiply-accumulates against the other count of the app, which takes the shapes from the run. */
function costs(seen: readonly Seen[], layout: 'nchw' | 'nhwc'): Finding {
  const sums = seen.map(({ onnx, told, made }, i) => {
    const counted = runLayers(layersOf(readOnnx(onnx), i === 0 ? layout : 'nhwc'), made, 1);
    return {
      parameters: told.layers.reduce((sum, layer) => sum + layer.parameters, 0),
      macs: told.layers.reduce((sum, layer) => sum + (layer.macs ?? 0), 0),
      otherParameters: counted.reduce((sum, layer) => sum + layer.parameters, 0),
      otherMacs: counted.reduce((sum, layer) => sum + layer.macs, 0),
    };
  });
  const held = sums.flatMap((each) => [each.parameters === each.otherParameters, each.macs === each.otherMacs]);
  const [first] = sums;
  return {
    id: 'costs',
    verdict: verdictOfCount(held.filter(Boolean).length, held.length),
    figures: { parameters: first!.parameters, macs: first!.macs / 1e6, otherMacs: first!.otherMacs / 1e6 },
  };
}

/** "Any model": one with an operation that nobody knows is drawn whole, and its shapes end there. */
function unknown(underTest: UnderTest): Finding {
  const { layers } = underTest.inspect(unknownOperation());
  const told = layers.filter(({ shapes: [shape] }) => shape != null).length;
  return {
    id: 'unknown',
    verdict: told === layers.length ? 'holds' : layers.length > 0 && told > 0 ? 'holds-when' : 'does-not-hold',
    figures: { boxes: layers.length, told },
  };
}

/** The fewest layers that together have half of it, and their places. */
function half(values: readonly number[]): Set<number> {
  const total = values.reduce((a, b) => a + b, 0);
  const chosen = new Set<number>();
  let sum = 0;
  for (const i of values.map((_, i) => i).sort((a, b) => values[b]! - values[a]!)) {
    if (sum >= total / 2) break;
    chosen.add(i);
    sum += values[i]!;
  }
  return chosen;
}

/** Whether the layers that have half of the weights are those with half of the work, and of the time. */
function where({ layers }: InspectedNetwork, times: LayerTimes): Finding {
  const ms = new Map(times.layers.map(({ value, ms: own }) => [value, own ?? 0]));
  const timeOf = layers.map(({ operation }) => ms.get(operation.outputs[0] ?? '') ?? 0);
  const weights = half(layers.map(({ parameters }) => parameters));
  const macs = half(layers.map((layer) => layer.macs ?? 0));
  const time = half(timeOf);
  const common = [...weights].filter((i) => time.has(i)).length;
  const both = [...weights].filter((i) => macs.has(i)).length;
  const total = timeOf.reduce((a, b) => a + b, 0);
  const share = [...weights].reduce((sum, i) => sum + timeOf[i]!, 0) / total;
  const held = [both >= weights.size / 2, common >= weights.size / 2];
  return {
    id: 'where',
    verdict: verdictOfCount(held.filter(Boolean).length, held.length),
    figures: {
      ...{ layers: layers.length, weights: weights.size, macs: macs.size, time: time.size, both, common },
      share: Math.round(1000 * share) / 10,
      // Layers without any multiply-accumulates are not free.
      free:
        Math.round((1000 * layers.reduce((sum, layer, i) => sum + (layer.macs === 0 ? timeOf[i]! : 0), 0)) / total) /
        10,
    },
  };
}

/** Layers' times add up to the network's within a fifth. */
function adding({ whole, layers }: LayerTimes): Finding {
  const sum = layers.reduce((all, { ms }) => all + (ms ?? 0), 0);
  const ratio = sum / whole;
  return {
    id: 'adding',
    verdict: Math.abs(ratio - 1) <= 0.2 ? 'holds' : 'does-not-hold',
    figures: { sum, whole, ratio },
  };
}

const table = ({ layers }: InspectedNetwork): string =>
  JSON.stringify(layers.map((layer) => [layer.operation.op, layer.shapes, layer.parameters, layer.macs]));
const histograms = ({ graph }: InspectedNetwork): string =>
  JSON.stringify([...graph.weights.values()].map(({ name, numbers }) => [name, spreadOf(numbers()).counts]));

/** Whether what is read of a file tells a network that recognises from one that does not. */
function tells(good: InspectedNetwork, bad: InspectedNetwork, separation: number, worse: number): Finding {
  const [sameTable, sameHistograms] = [table(good) === table(bad), histograms(good) === histograms(bad)];
  const worth = separation - worse > 0.1;
  const told = [!sameTable, !sameHistograms];
  return {
    id: 'tells',
    // Where the spoilt network recognises as well there is nothing to tell.
    verdict: worth ? verdictOfCount(told.filter(Boolean).length, told.length) : 'holds-when',
    figures: {
      good: separation,
      bad: worse,
      table: Number(!sameTable),
      histograms: Number(!sameHistograms),
      worth: Number(worth),
    },
  };
}
