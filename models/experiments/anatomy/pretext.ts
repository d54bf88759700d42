import type { Progress } from '../check.ts';
import type { EngineTools } from '../in-engine.ts';
import { facesOf, type LabelledPictures } from '../small/faces.ts';
import { Examiner, Learner, type LearntVectors } from '../small/learner.ts';
import type { SmallNetwork } from '../small/network.ts';
import { learn, type PartsSettings } from './parts.ts';
import { inBackbone, transplanted } from './transplant.ts';
import { turned } from './turns.ts';

/** What the downstream task begins from: nothing, the rotation task, or the names of the very same people. */
export const beginnings = ['scratch', 'rotation', 'names'] as const;
export type Beginning = (typeof beginnings)[number];

export interface ShotSize {
  /** Of the pretext task: other people than those of the downstream task. */
  readonly pretext: { readonly people: number; readonly pictures: number; readonly epochs: number };
  readonly people: number;
  /** Pictures of each person to learn from, one run each. */
  readonly shots: readonly number[];
  readonly asked: number;
  /** Steps of the downstream task, whatever its pictures. */
  readonly steps: number;
  readonly rate: number;
}

export interface ShotRun {
  readonly seed: number;
  readonly shots: number;
  readonly beginning: Beginning;
  /** On pictures of the downstream people that training did not see. */
  readonly accuracy: number;
}

/** How well the pretext task itself was learnt: turns named rightly, of pictures not learnt from; guessing has a quarter. */
export interface PretextRun {
  readonly seed: number;
  readonly accuracy: number;
}

export type ShotProgress = Progress & { readonly run?: ShotRun; readonly pretext?: PretextRun };

export interface Shots {
  readonly runs: readonly ShotRun[];
  readonly pretext: readonly PretextRun[];
}

const SIDE = 16;
const BATCH = 32;
/** People of the pretext task are numbered from far away: nobody is in both. */
const ELSEWHERE = 500_009;
const STEPS_A_SIGN = 16;

const networkFor = (people: number): SmallNetwork => ({
  ...{ norm: 'batch', groups: 1, side: SIDE, people, head: 'quarters' },
});

/**
 * Pre-trains a backbone on a task that needs no names, and on names; then each downstream task from each beginning: a new head, all
 * weights trained. Runs of one seed see the same pictures in the same order and begin with the same head.
 */
export async function* trainShots(
  size: ShotSize,
  seeds: readonly number[],
  tools: EngineTools,
): AsyncGenerator<ShotProgress, Shots> {
  const { pretext, people, shots, steps, rate } = size;
  const preSteps = (count: number): number => pretext.epochs * Math.floor(count / BATCH);
  const count = pretext.people * pretext.pictures;
  // The names' pictures are a quarter of the turned ones: as many steps, so that neither has the longer training.
  const total = seeds.length * (2 * preSteps(4 * count) + shots.length * beginnings.length * steps);
  let done = 0;
  const sign = (step: number): Progress => ({ done: done + step, total });
  yield sign(0);
  const runs: ShotRun[] = [];
  const told: PretextRun[] = [];
  const open: { release: () => Promise<void> }[] = [];
  const keep = <T extends { release: () => Promise<void> }>(one: T): T => {
    open.push(one);
    return one;
  };
  const learnerOf = async (classes: number) =>
    keep(await Learner.open({ network: networkFor(classes), batch: BATCH, momentum: 0.9 }, tools));
  try {
    const turns = await learnerOf(4);
    const names = await learnerOf(pretext.people);
    const downstream = await learnerOf(people);
    const turnExaminer = keep(await Examiner.open(networkFor(4), tools));
    const examiner = keep(await Examiner.open(networkFor(people), tools));
    for (const seed of seeds) {
      const others = { people: pretext.people, side: SIDE, difficulty: 'benchmark', seed: seed + ELSEWHERE } as const;
      const given = facesOf({ ...others, pictures: pretext.pictures }, 'train');
      const rotated = turned(given);
      for await (const step of learn(turns, rotated, { epochs: pretext.epochs, batch: BATCH, rate }, seed))
        if (step % STEPS_A_SIGN === 0) yield sign(step);
      done += preSteps(4 * count);
      const byTurns = await turns.learnt();
      const fresh = turned(facesOf({ ...others, pictures: 2 }, 'test'));
      const own = { seed, accuracy: (await turnExaminer.accuracy(fresh, byTurns)).accuracy };
      told.push(own);
      yield { ...sign(0), pretext: own };
      for await (const step of learn(names, repeated(given, 4), { epochs: pretext.epochs, batch: BATCH, rate }, seed))
        if (step % STEPS_A_SIGN === 0) yield sign(step);
      done += preSteps(4 * count);
      const byNames = await names.learnt();

      const these = { people, side: SIDE, difficulty: 'benchmark', seed } as const;
      const test = facesOf({ ...these, pictures: size.asked }, 'test');
      for (const k of shots) {
        const few = facesOf({ ...these, pictures: k }, 'train');
        const enough = repeated(few, Math.ceil(BATCH / few.labels.length));
        const settings = settingsFor(enough, steps, rate);
        for (const beginning of beginnings) {
          await downstream.begin(seed);
          const start = await downstream.learnt();
          const from = beginningOf(beginning, start, downstream, { turns, byTurns, names, byNames });
          for await (const step of learn(downstream, enough, settings, seed, from)) {
            if (step % STEPS_A_SIGN === 0) yield sign(Math.min(step, steps));
            if (step === steps) break;
          }
          done += steps;
          const { accuracy } = await examiner.accuracy(test, await downstream.learnt());
          const run = { seed, shots: k, beginning, accuracy };
          runs.push(run);
          yield { ...sign(0), run };
        }
      }
    }
    return { runs, pretext: told };
  } finally {
    for (const one of open) await one.release();
  }
}

interface PreTrained {
  readonly turns: Learner;
  readonly byTurns: LearntVectors;
  readonly names: Learner;
  readonly byNames: LearntVectors;
}

function beginningOf(beginning: Beginning, start: LearntVectors, { packings }: Learner, given: PreTrained) {
  if (beginning === 'scratch') return start;
  const [learner, learnt] = beginning === 'rotation' ? [given.turns, given.byTurns] : [given.names, given.byNames];
  return transplanted(start, packings, learnt, learner.packings, inBackbone);
}

/** As many epochs as come to that many steps. */
const settingsFor = ({ labels }: LabelledPictures, steps: number, rate: number): PartsSettings => ({
  epochs: Math.ceil(steps / Math.floor(labels.length / BATCH)),
  batch: BATCH,
  rate,
});

/** The same pictures several times over: batches are all of one size. */
function repeated({ data, labels, ...rest }: LabelledPictures, times: number): LabelledPictures {
  const [all, every] = [new Float32Array(data.length * times), new Int32Array(labels.length * times)];
  for (let i = 0; i < times; i++) {
    all.set(data, i * data.length);
    every.set(labels, i * labels.length);
  }
  return { ...rest, data: all, labels: every };
}
