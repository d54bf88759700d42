import { chipTensor } from '../../embed/chip-tensor.ts';
import { normalise } from '../../embed/normalise.ts';
import { falseNonMatchRate, thresholdForFmr } from '../../metrics/error-rates.ts';
import { sortedScores } from '../../metrics/scores.ts';
import { OnnxError } from '../../runtime/onnx-error.ts';
import { precisions, type QuantisedFile, quantiseOnnx } from '../../runtime/quantize/quantize-onnx.ts';
import type { Executor, HostTensor, Session } from '../../runtime/types.ts';
import { CHIP_FRAMING, DIFFICULTIES } from '../../synth/difficulties.ts';
import { identityOf } from '../../synth/draw-identity.ts';
import { figureOf } from '../../synth/figure.ts';
import { nuisanceOf } from '../../synth/nuisance.ts';
import { createRenderer } from '../../synth/render.ts';
import type { Progress } from '../check.ts';
import type { NetworkInUse } from '../in-engine.ts';
import { interleaved } from '../timing/interleaved.ts';
import { WARM_UPS } from './backends.ts';
import type { FormatId, FormatResult, PrecisionResult } from './formats.ts';

export interface PrecisionPlan {
  readonly people: number;
  /** Of each person. */
  readonly pictures: number;
  readonly runs: number;
  readonly seed: number;
}

const FMR = 0.01;

/**
 * Invented faces through the network in each format: time, drift of the templates, and what that does to recognition. Every timed run has
 * another face; those that are left when all runs are done come after, untimed.
 */
export async function* measurePrecision(
  { people, pictures, runs, seed }: PrecisionPlan,
  { record, onnx }: NetworkInUse,
  executor: Executor,
): AsyncGenerator<Progress, PrecisionResult> {
  const files = filesOf(onnx);
  const made = [...files.keys()];
  const sessions = new Map<FormatId, Session>();
  const count = people * pictures;
  try {
    for (const [id, file] of files) sessions.set(id, await executor.open(file.onnx, { threads: 1 }));
    const render = createRenderer(record.inputSize);
    const labels: number[] = [];
    const images: HostTensor[] = [];
    for (let person = 0; person < people; person++)
      for (let i = 0; i < pictures; i++) {
        const nuisance = nuisanceOf(seed * 7919 + person * pictures + i, DIFFICULTIES.benchmark, CHIP_FRAMING);
        images.push(chipTensor([render(figureOf(identityOf(seed * 131 + person)), nuisance)], record));
        labels.push(person);
        yield { done: (0.2 * images.length) / count, total: 1 };
      }
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
      const normed = new Map(subjects.map(({ id, templates }) => [id, templates.map(normalise)]));
      const plain = normed.get('float32')!;
      const results = made.map((id): FormatResult => {
        const own = normed.get(id)!;
        const cosines = own.map((template, i) => dot(template, plain[i]!));
        return {
          id,
          bytes: files.get(id)!.onnx.length,
          layers: files.get(id)!.layers,
          rounds: next.value.get(id)!.map((ms) => Number(ms.toPrecision(4))),
          cosine: cosines.reduce((a, b) => a + b, 0) / cosines.length,
          least: Math.min(...cosines),
          fnmr: fnmrOf(own, labels),
        };
      });
      const mated = (people * pictures * (pictures - 1)) / 2;
      const all = (count * (count - 1)) / 2;
      return { model: record.id, faces: count, mated, nonMated: all - mated, formats: results };
    }
  } finally {
    for (const session of sessions.values()) await session.release();
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

/** FNMR where at most one in a hundred pairs of two people is taken for one. */
function fnmrOf(templates: readonly Float32Array[], labels: readonly number[]): number | null {
  const [mated, nonMated]: [number[], number[]] = [[], []];
  for (let i = 0; i < templates.length; i++)
    for (let j = 0; j < i; j++) (labels[i] === labels[j] ? mated : nonMated).push(dot(templates[i]!, templates[j]!));
  const threshold = thresholdForFmr(sortedScores(nonMated), FMR);
  return threshold === null ? null : falseNonMatchRate(sortedScores(mated), threshold).rate;
}
