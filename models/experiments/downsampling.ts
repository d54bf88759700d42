import type { Plane } from '../padding/plane.ts';
import { cut } from '../padding/plane.ts';
import { type CheckResult, conclude, type Finding, type Progress, verdictOfCount } from './check.ts';
import { type CostInput, type CostProgress, checkCost, measureCosts, type WayCost } from './downsampling/cost.ts';
import { enlargedAgain, LIMIT, response } from './downsampling/lost.ts';
import { movedBy } from './downsampling/shift.ts';
import { type Shrink, shrink, type WayChoice, type WayId, wayIds } from './downsampling/ways.ts';
import type { EngineTools } from './in-engine.ts';
import { drawnFaces } from './sampling-faces.ts';

export interface CheckInput {
  readonly seed: number;
  readonly people: number;
  readonly cost: Omit<CostInput, 'seed'>;
}

/** What of the check is exchanged by a test. */
export interface UnderTest {
  readonly shrink: Shrink;
  readonly measureCosts: typeof measureCosts;
}
export const UNDER_TEST: UnderTest = { shrink, measureCosts };

/** Drawn with so much around the crop as it is shifted. */
export const MARGIN = 8;
const SIDE = 112;

/** Times a layer of each kind. */
async function* cost(input: CostInput, tools: EngineTools): AsyncGenerator<CostProgress, readonly WayCost[]> {
  checkCost(input);
  return yield* measureCosts(input, tools);
}

type Means = Record<WayId, number>;

/** Shifts faces by a pixel, folds stripes, enlarges again, and times the layers. */
async function* check(
  { seed, people, cost: asked }: CheckInput,
  tools: EngineTools,
  underTest: UnderTest = UNDER_TEST,
): AsyncGenerator<Progress, CheckResult> {
  const costInput = { seed, ...asked };
  checkCost(costInput);
  if (!(Number.isInteger(people) && people >= 1 && people <= 50))
    throw new RangeError('downsampling: people are 1 to 50');
  const total = people + 2;
  let done = 0;
  const told = (): Progress => ({ done: done++, total });
  const choice: WayChoice = { weights: 'edges', k: 3, taps: 3, seed };
  const one: Means[] = [];
  const plain: Means[] = [];
  const two: Means[] = [];
  const lost: Means[] = [];
  const brighter: number[] = [];
  let sides = 0;
  for (const wide of drawnFaces(seed, people, SIDE + 2 * MARGIN)) {
    yield told();
    const by = (right: number) =>
      each((way) => movedBy({ wide, margin: MARGIN, right, down: 0 }, way, choice, underTest.shrink));
    const shifted = by(1);
    one.push(each((way) => shifted[way].beyond));
    plain.push(each((way) => shifted[way].plain));
    const whole = by(2);
    two.push(each((way) => whole[way].beyond));
    const face: Plane = cut(wide, MARGIN, MARGIN, SIDE, SIDE);
    const again = each((way) => enlargedAgain(face, way, choice, underTest.shrink));
    lost.push(each((way) => again[way].lost));
    brighter.push(again.max.brighter);
    sides = shifted.max.before.columns;
  }
  yield told();
  const high = each((way) => response(0.45, way, choice, underTest.shrink));
  const low = each((way) => response(0.05, way, choice, underTest.shrink));
  const every = { weights: 'one', k: 1, taps: 3, seed } as const satisfies WayChoice;
  const everySecond = response(0.45, 'strided', every, underTest.shrink);
  yield told();
  let costs: readonly WayCost[] = [];
  const running = underTest.measureCosts(costInput, tools);
  for (;;) {
    const next = await running.next();
    if (next.done === true) {
      costs = next.value;
      break;
    }
    yield { done: total - 2 + next.value.done / next.value.total, total };
  }
  const costOf = (way: WayId): WayCost => costs.find((each) => each.way === way)!;
  const [means, plainMeans, lostMeans] = [meansOf(one), meansOf(plain), meansOf(lost)];
  const calm = one.filter((of) => Math.max(of.blur, of.maxBlur) < Math.min(of.max, of.strided)).length;
  const findings: Finding[] = [
    {
      id: 'halves',
      verdict: sides === SIDE / 2 ? 'holds' : 'does-not-hold',
      figures: { side: SIDE, half: sides, kept: sides ** 2, before: SIDE ** 2 },
    },
    {
      id: 'indifferent',
      verdict: verdictOfCount(plain.filter((of) => of.max < 0.02).length, people),
      figures: { people, max: 100 * plainMeans.max, strided: 100 * plainMeans.strided },
    },
    {
      id: 'two',
      verdict: verdictOfCount(two.filter((of) => Math.max(...Object.values(of)) < 1e-9).length, people),
      figures: { people, most: Math.max(...two.flatMap((of) => Object.values(of))) },
    },
    {
      id: 'calmest',
      verdict: verdictOfCount(calm, people),
      figures: { people, calm, ...each((way) => 100 * means[way]) },
    },
    {
      id: 'folds',
      verdict: verdictOfCount(wayIds.filter((way) => high[way] < 0.1 * Math.max(low[way], 0.2)).length, wayIds.length),
      figures: { limit: LIMIT, frequency: 0.45, every: 100 * everySecond, ...each((way) => 100 * high[way]) },
    },
    {
      id: 'lost',
      verdict: verdictOfCount(lost.filter((of) => of.max > Math.max(of.average, of.blur)).length, people),
      figures: { people, ...lostMeans },
    },
    {
      id: 'brighter',
      verdict: verdictOfCount(brighter.filter((value) => Math.abs(value) < 0.5).length, people),
      figures: { people, levels: brighter.reduce((a, b) => a + b, 0) / people },
    },
    {
      id: 'weights',
      verdict: costOf('max').weights === 0 && costOf('strided').weights > 0 ? 'holds' : 'does-not-hold',
      figures: {
        ...{ channels: asked.channels, k: asked.k, max: costOf('max').weights, strided: costOf('strided').weights },
        ...{ maxOps: costOf('max').macs / 1e6, stridedOps: costOf('strided').macs / 1e6 },
      },
    },
    {
      id: 'time',
      verdict: costOf('max').median < costOf('strided').median ? 'holds' : 'does-not-hold',
      figures: {
        ...{ side: asked.side, channels: asked.channels, runs: asked.runs },
        ...each((way) => costOf(way).median),
        times: costOf('strided').macs / costOf('max').macs,
        slower: costOf('strided').median / costOf('max').median,
      },
    },
  ];
  return conclude(findings);
}

const each = <T>(of: (way: WayId) => T): Record<WayId, T> =>
  Object.fromEntries(wayIds.map((way) => [way, of(way)])) as Record<WayId, T>;
const meansOf = (all: readonly Means[]): Means => each((way) => all.reduce((sum, of) => sum + of[way], 0) / all.length);

export const tasks = { check, cost };
