import type { RgbImage } from '../../image.ts';
import { type FitLinear, fitLinear } from '../../linear/fit-linear.ts';
import type { Table } from '../../linear/table.ts';
import type { ResidualLossId } from '../../losses/residual.ts';
import { type Finding, type Progress, verdictOfCount } from '../check.ts';
import { drawLandmarkFaces, FACE_SIDE } from './landmark-faces.ts';
import { regressLandmarks } from './landmark-regression.ts';

/** How many faces: people to train on and to test on, pictures of each; and how often it is done with other people and labels. */
export interface Faces {
  readonly people: number;
  readonly unseen: number;
  readonly each: number;
  readonly runs: number;
}

interface Runs {
  /** Of each share of exchanged labels, of each run its errors. */
  readonly runs: readonly {
    readonly share: number;
    readonly errors: readonly Readonly<Record<ResidualLossId, number>>[];
  }[];
  readonly faces: readonly ShownFace[];
}

/** A face of the test people with its true points and what was predicted after the first run at the last share. */
export interface ShownFace {
  readonly picture: RgbImage;
  readonly truth: readonly number[];
  readonly predicted: Readonly<Record<ResidualLossId, readonly number[]>>;
}

interface MeasureInput extends Faces {
  readonly seed: number;
  readonly beta: number;
  readonly shares: readonly number[];
}

/** Five points of invented faces learnt from labels of which a share is exchanged, by each loss; asked about people not learnt from. */
export async function* measureLandmarks(
  { seed, beta, shares, people, unseen, each, runs }: MeasureInput,
  minimise: FitLinear,
): AsyncGenerator<Progress, Runs> {
  const drawn = (people + unseen) * each;
  // A run of fits takes about as long as drawing so many faces.
  const perRun = 40;
  const total = drawn + shares.length * runs * perRun;
  let done = 0;
  const sets = [];
  for (const [from, count] of [
    [2 * seed, people],
    [2 * seed + 1, unseen],
  ] as const) {
    const drawing = drawLandmarkFaces(from, count, each);
    for (;;) {
      const next = await drawing.next();
      if (next.done === true) {
        sets.push(next.value);
        break;
      }
      yield { done: ++done, total };
    }
  }
  const [train, test] = sets as [(typeof sets)[number], (typeof sets)[number]];
  let faces: ShownFace[] = [];
  const errors: Record<ResidualLossId, number>[][] = [];
  for (const share of shares) {
    const here: Record<ResidualLossId, number>[] = [];
    errors.push(here);
    for (let run = 0; run < runs; run++) {
      const fitting = regressLandmarks(train, test, { each, beta, share, seed: Math.imul(seed, 31) + run }, minimise);
      for (;;) {
        const next = await fitting.next();
        if (next.done === true) {
          here.push(next.value.error);
          if (run === 0)
            faces = Array.from({ length: Math.min(4, unseen) }, (_, i) => {
              const row = ({ values }: Table): number[] =>
                Array.from({ length: 10 }, (_, k) => values[i * each * 10 + k]!);
              const { predicted } = next.value;
              return {
                picture: test.pictures[i * each]!,
                truth: row(test.points),
                predicted: { l1: row(predicted.l1), l2: row(predicted.l2), 'smooth-l1': row(predicted['smooth-l1']) },
              };
            });
          break;
        }
        yield { done: done + Math.floor((perRun * next.value.done) / next.value.total), total };
      }
      done += perRun;
    }
  }
  return { runs: shares.map((share, i) => ({ share, errors: errors[i]! })), faces };
}

/** Mean and standard deviation over runs, in percent of the distance between the eyes. */
export function spreadOf(errors: readonly Readonly<Record<ResidualLossId, number>>[], loss: ResidualLossId) {
  const values = errors.map((error) => 100 * error[loss]);
  const mean = values.reduce((sum, one) => sum + one, 0) / values.length;
  const squares = values.reduce((sum, one) => sum + (one - mean) ** 2, 0);
  return { mean, spread: values.length > 1 ? Math.sqrt(squares / (values.length - 1)) : 0 };
}

/** What that says of the claim. @param measured without exchanged labels, and with */
export function ofLandmarks(measured: Runs['runs']): Finding[] {
  const [clean, wrong] = measured as [Runs['runs'][number], Runs['runs'][number]];
  const told = (errors: Runs['runs'][number]['errors']) => {
    const [l1, l2, smooth] = [spreadOf(errors, 'l1'), spreadOf(errors, 'l2'), spreadOf(errors, 'smooth-l1')];
    return {
      runs: errors.length,
      l1: l1.mean,
      l1Spread: l1.spread,
      l2: l2.mean,
      l2Spread: l2.spread,
      smooth: smooth.mean,
      smoothSpread: smooth.spread,
    };
  };
  const figures = told(wrong.errors);
  return [
    {
      id: 'landmarks',
      verdict: verdictOfCount(
        wrong.errors.filter((error) => error['smooth-l1'] < error.l2 && error.l1 < error.l2).length,
        wrong.errors.length,
      ),
      figures: { ...figures, share: 100 * wrong.share, more: 100 * (figures.l2 / figures.smooth - 1) },
    },
    {
      id: 'clean',
      verdict: verdictOfCount(
        clean.errors.filter((error) => error.l2 <= error.l1 && error.l2 <= error['smooth-l1']).length,
        clean.errors.length,
      ),
      figures: {
        ...told(clean.errors),
        best: clean.errors.filter((error) => error.l2 <= error.l1 && error.l2 <= error['smooth-l1']).length,
      },
    },
  ];
}

/** The landmark part by itself, for the view. */
export async function* landmarks(input: MeasureInput): AsyncGenerator<Progress, Runs & { readonly side: number }> {
  return { ...(yield* measureLandmarks(input, fitLinear)), side: FACE_SIDE };
}
