import { chipTensor } from '../../embed/chip-tensor.ts';
import { normalise } from '../../embed/normalise.ts';
import { falseNonMatchRate, thresholdForFmr } from '../../metrics/error-rates.ts';
import { sortedScores } from '../../metrics/scores.ts';
import { OnnxError } from '../../runtime/onnx-error.ts';
import { precisions, type QuantisedFile, quantiseOnnx } from '../../runtime/quantize/quantize-onnx.ts';
import type { Executor, Session } from '../../runtime/types.ts';
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

/** Invented faces through the network in each format: time, drift of the templates, and what that does to recognition. */
export async function* measurePrecision(
  { people, pictures, runs, seed }: PrecisionPlan,
  { record, onnx }: NetworkInUse,
  executor: Executor,
): AsyncGenerator<Progress, PrecisionResult> {
  const files = filesOf(onnx);
  const made = [...files.keys()];
  const sessions = new Map<FormatId, Session>();
  const steps = people * pictures * made.length;
  let done = 0;
  try {
    for (const [id, file] of files) sessions.set(id, await executor.open(file.onnx, { threads: 1 }));
    const render = createRenderer(record.inputSize);
    const templates = new Map<FormatId, Float32Array[]>(made.map((id) => [id, []]));
    const labels: number[] = [];
    let first: ReturnType<typeof chipTensor> | null = null;
    for (let person = 0; person < people; person++)
      for (let i = 0; i < pictures; i++) {
        const nuisance = nuisanceOf(seed * 7919 + person * pictures + i, DIFFICULTIES.benchmark, CHIP_FRAMING);
        const image = chipTensor([render(figureOf(identityOf(seed * 131 + person)), nuisance)], record);
        first ??= image;
        labels.push(person);
        for (const [id, session] of sessions) {
          const results = await session.run({ [session.inputs[0]!.name]: image });
          templates.get(id)!.push(normalise(results[session.outputs[0]!.name]!.data));
          yield { done: (0.5 * ++done) / steps, total: 1 };
        }
      }
    const subjects = [...sessions].map(([id, session]) => ({
      id,
      run: () => session.run({ [session.inputs[0]!.name]: first! }),
    }));
    const timing = interleaved(subjects, { runs, warmUps: WARM_UPS, seed });
    for (;;) {
      const next = await timing.next();
      if (next.done !== true) {
        yield { done: 0.5 + (0.5 * next.value.done) / next.value.total, total: 1 };
        continue;
      }
      const plain = templates.get('float32')!;
      const results = made.map((id): FormatResult => {
        const own = templates.get(id)!;
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
      const all = (people * pictures * (people * pictures - 1)) / 2;
      return { model: record.id, faces: labels.length, mated, nonMated: all - mated, formats: results };
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
