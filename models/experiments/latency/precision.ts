import { chipTensor } from '../../embed/chip-tensor.ts';
import { normalise } from '../../embed/normalise.ts';
import { bootstrapByPerson } from '../../metrics/bootstrap.ts';
import { type ComparisonSet, pairSet } from '../../metrics/comparison-set.ts';
import { falseNonMatchRate, thresholdForFmr } from '../../metrics/error-rates.ts';
import { intervalFor, measured } from '../../metrics/measurable.ts';
import { weightedFnmrAtFmr } from '../../metrics/weighted-rates.ts';
import { OnnxError } from '../../runtime/onnx-error.ts';
import { precisions, type QuantisedFile, quantiseOnnx } from '../../runtime/quantize/quantize-onnx.ts';
import type { Executor, Session } from '../../runtime/types.ts';
import type { Progress } from '../check.ts';
import type { EngineTools, NetworkInUse } from '../in-engine.ts';
import { interleaved } from '../timing/interleaved.ts';
import { WARM_UPS } from './backends.ts';
import {
  type FaceKind,
  FMR,
  type FormatId,
  type FormatResult,
  leastNonMated,
  nonMatedOf,
  type PrecisionResult,
} from './formats.ts';
import { enrolledChips, inventedChips, type LabelledChips } from './precision-faces.ts';

export interface PrecisionPlan {
  /** `enrolled`: where they are too few for the FMR, invented ones after all; the result says which. */
  readonly faces: FaceKind;
  readonly people: number;
  /** Of each person. */
  readonly pictures: number;
  readonly runs: number;
  readonly seed: number;
}

/**
 * Faces through the network in each format: time, drift of the templates, and what that does to recognition. Every timed run has another
 * face; those that are left when all runs are done come after, untimed.
 */
export async function* measurePrecision(
  plan: PrecisionPlan,
  { record, onnx }: NetworkInUse,
  executor: Executor,
  enrolled: EngineTools['enrolled'] = async () => [],
): AsyncGenerator<Progress, PrecisionResult> {
  const { runs, seed } = plan;
  const files = filesOf(onnx);
  const made = [...files.keys()];
  const sessions = new Map<FormatId, Session>();
  try {
    for (const [id, file] of files) sessions.set(id, await executor.open(file.onnx, { threads: 1 }));
    const real = plan.faces === 'enrolled' ? enrolledChips(await enrolled(), plan, record) : null;
    const of: FaceKind = real !== null && isEnough(real) ? 'enrolled' : 'invented';
    const { chips, labels } = of === 'enrolled' ? real! : yield* upTo(0.2, inventedChips(plan, record));
    const images = chips.map((chip) => chipTensor([chip], record));
    const count = images.length;
    const subjects = [...sessions].map(([id, session]) => {
      const templates: Float32Array[] = [];
      let next = 0;
      const run = async (): Promise<void> => {
        const results = await session.run({ [session.inputs[0]!.name]: images[next++ % count]! });
        if (templates.length < count) templates.push(results[session.outputs[0]!.name]!.data as Float32Array);
      };
      return { id, templates, run };
    });
    const timing = interleaved(subjects, { runs, warmUps: WARM_UPS, seed });
    for (;;) {
      const next = await timing.next();
      if (next.done !== true) {
        yield { done: 0.2 + (0.6 * next.value.done) / next.value.total, total: 1 };
        continue;
      }
      for (const [i, { templates, run }] of subjects.entries())
        while (templates.length < count) {
          await run();
          yield { done: 0.8 + (0.2 * (i + templates.length / count)) / subjects.length, total: 1 };
        }
      const people = new Set(labels).size;
      const normed = new Map(subjects.map(({ id, templates }) => [id, templates.map(normalise)]));
      const plain = normed.get('float32')!;
      const results: FormatResult[] = [];
      let compared = { mated: 0, nonMated: 0 };
      for (const id of made) {
        const own = normed.get(id)!;
        const cosines = own.map((template, i) => dot(template, plain[i]!));
        const templates = own.map((vector, i) => ({ person: labels[i]!, vector, quality: 1 }));
        const comparisons = yield* quietly(pairSet(templates, people));
        compared = { mated: comparisons.mated.scores.length, nonMated: comparisons.nonMated.length };
        results.push({
          id,
          bytes: files.get(id)!.onnx.length,
          layers: files.get(id)!.layers,
          rounds: next.value.get(id)!.map((ms) => Number(ms.toPrecision(4))),
          cosine: cosines.reduce((a, b) => a + b, 0) / cosines.length,
          least: Math.min(...cosines),
          ...recognitionBy(comparisons),
        });
      }
      return { model: record.id, of, people, faces: count, ...compared, formats: results };
    }
  } finally {
    for (const session of sessions.values()) await session.release();
  }
}

async function* upTo<R>(share: number, part: AsyncGenerator<Progress, R>): AsyncGenerator<Progress, R> {
  for (;;) {
    const next = await part.next();
    if (next.done === true) return next.value;
    yield { done: (share * next.value.done) / next.value.total, total: 1 };
  }
}

/** Signs of life, and a place to be ended, without saying that it goes on. */
async function* quietly<R>(part: Generator<number, R>): AsyncGenerator<Progress, R> {
  for (;;) {
    const next = part.next();
    if (next.done === true) return next.value;
    yield { done: 1, total: 1 };
  }
}

/** The network in each format; one that it cannot be written in (its operator set is too old) is left out. */
function filesOf(onnx: Uint8Array): ReadonlyMap<FormatId, QuantisedFile> {
  const files = new Map<FormatId, QuantisedFile>([['float32', { onnx, layers: 0 }]]);
  for (const precision of precisions)
    try {
      files.set(precision, quantiseOnnx(onnx, precision));
    } catch (error) {
      if (!(error instanceof OnnxError)) throw error;
    }
  return files;
}

const dot = (a: Float32Array, b: Float32Array): number => a.reduce((sum, value, i) => sum + value * b[i]!, 0);

const isEnough = ({ labels }: LabelledChips): boolean =>
  nonMatedOf([...Map.groupBy(labels, (label) => label).values()].map(({ length }) => length)) >= leastNonMated;

/** FNMR where at most one in a hundred pairs of two people is taken for one, and its interval. */
function recognitionBy({ people, mated, nonMated, tail }: ComparisonSet): Pick<FormatResult, 'fnmr' | 'interval'> {
  const threshold = thresholdForFmr(nonMated, FMR);
  if (threshold === null) return { fnmr: null, interval: null };
  const { errors, trials } = falseNonMatchRate(mated.scores, threshold);
  const measurement = measured(errors, trials, threshold);
  const interval = intervalFor(measurement, () =>
    bootstrapByPerson(people, (drawn) => weightedFnmrAtFmr(mated, tail, FMR, drawn)),
  );
  return { fnmr: measurement.value, interval: interval && [interval.low, interval.high] };
}
