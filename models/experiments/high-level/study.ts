import { type DegradationId, degradations, degrade } from '../../degrade/degrade.ts';
import type { Progress } from '../check.ts';
import type { EngineTools } from '../in-engine.ts';
import { type Answer, Asked } from './ask.ts';
import { cures, restores, type WayId, ways } from './cures.ts';
import { macsOf } from './networks.ts';
import { type Study, studyOf } from './pictures.ts';

export interface StudyInput {
  readonly seed: number;
  readonly degradation: DegradationId;
  /** The largest that cures learn from. */
  readonly strength: number;
  readonly steps: number;
  readonly people: number;
  /** Pictures of each. */
  readonly pictures: number;
  /** People asked about, whom nobody learnt from. */
  readonly asked: number;
  /** Where networks are asked, from 0 (clean) up; default {@link STRENGTHS}. */
  readonly strengths?: readonly number[];
}

/** Where everything is asked: strength 0 is the clean picture. */
export const STRENGTHS = [0, 0.1, 0.2, 0.3, 0.45, 0.6] as const;

/** One network on one degradation at one strength. */
export interface StudyRow extends Answer {
  readonly way: WayId;
  readonly degradation: DegradationId;
  readonly strength: number;
}

export interface WayCost {
  readonly way: WayId;
  readonly flops: number;
  /** A picture, natively. */
  readonly ms: number;
}

export interface StudyResult {
  readonly rows: readonly StudyRow[];
  readonly costs: readonly WayCost[];
}
/** All rows so far, where there are new ones. */
export type StudyStep = Progress & Partial<StudyResult>;

/** As many pictures of each person asked about. */
const ASKED_PICTURES = 4;

/** Trains the recogniser and the three cures, and asks each about every degradation at every strength; rows are told as they come. */
export async function* study(input: StudyInput, tools: EngineTools): AsyncGenerator<StudyStep, StudyResult> {
  checkStudy(input);
  const { seed, degradation, strength, steps, people, pictures, asked, strengths = STRENGTHS } = input;
  const total = people + asked + 6 * steps + (ways.length + 1) * degradations.length * 4;
  let done = 0;
  const drawn = function* (part: 'train' | 'test', count: number, each: number): Generator<Progress, Study> {
    const drawing = studyOf(seed, part, count, each);
    for (;;) {
      const next = drawing.next();
      if (next.done === true) return next.value;
      yield { done: ++done, total };
    }
  };
  yield { done, total };
  const learnt = yield* drawn('train', people, pictures);
  const unseen = yield* drawn('test', asked, ASKED_PICTURES);
  const bad = new Map(
    degradations.map((id) => [
      id,
      strengths.map((level) => unseen.pictures.map((picture, i) => degrade(picture, id, level, seed * 991 + i))),
    ]),
  );
  let rows: readonly StudyRow[] = [];
  let costs: readonly WayCost[] = [];
  const told: StudyStep[] = [];
  const open = new Map<boolean, Asked>();
  const ask = async (way: WayId, weights: Float32Array): Promise<void> => {
    const withRestorer = restores(way);
    const network = open.get(withRestorer) ?? (await Asked.open(unseen, people, withRestorer, tools));
    open.set(withRestorer, network);
    network.use(weights);
    // The baseline is told twice: what it began with goes.
    rows = rows.filter((row) => row.way !== way);
    const clean = await network.ask(unseen.pictures);
    for (const id of degradations) {
      for (const [i, level] of strengths.entries()) {
        const answer = level === 0 ? clean : await network.ask(bad.get(id)![i]!);
        rows = [...rows, { way, degradation: id, strength: level, ...answer }];
      }
      done += 4;
    }
    costs = [
      ...costs.filter((one) => one.way !== way),
      { way, flops: 2 * macsOf(people, withRestorer), ms: await network.milliseconds(3) },
    ];
    told.push({ done, total, rows, costs });
  };
  try {
    for await (const { made } of cures(learnt, { seed, degradation, strength, steps }, tools, ask)) {
      done += made;
      const last = told.pop();
      told.length = 0;
      yield { ...last, done, total };
    }
    return { rows, costs };
  } finally {
    for (const one of open.values()) await one.release();
  }
}

const LIMITS = { people: [4, 200], pictures: [2, 40], asked: [3, 60], steps: [1, 4000] } as const;

/** @throws RangeError where a page asks for what nobody would wait for */
export function checkStudy(input: StudyInput): void {
  for (const [name, [low, high]] of Object.entries(LIMITS)) {
    const value = input[name as keyof typeof LIMITS];
    if (!(Number.isInteger(value) && value >= low && value <= high))
      throw new RangeError(`high-level: ${name} is a whole number from ${low} to ${high}`);
  }
  if (!degradations.includes(input.degradation)) throw new RangeError('high-level: an unknown degradation');
  if (!(input.strength > 0 && input.strength <= 1))
    throw new RangeError('high-level: a strength is above 0 and at most 1');
  const { strengths = STRENGTHS } = input;
  if (!(Array.isArray(strengths) && strengths.length <= 12 && strengths.every((one) => one >= 0 && one <= 1)))
    throw new RangeError('high-level: strengths are up to twelve numbers from 0 to 1');
  if (!Number.isInteger(input.seed)) throw new RangeError('high-level: a seed is a whole number');
}
