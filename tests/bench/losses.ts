/**
 * Every loss on the same real people, network, batches, augmentation, optimiser and budget; only the seed changes. Faces are
 * found and aligned by the app's own pipeline. Prints a table in Markdown: on people never trained on, the mean over the seeds
 * ± a 95 % interval (Student's t), and the difference from principal components of the pixels.
 * Run: node tests/bench/losses.ts FOLDER [--least 4] [--steps 400] [--seeds 3] [--losses triplet,arcface] [--weights DIR] [--results FILE]
 * FOLDER has one folder a person. With --results each finished run is a line there, and runs that are there already are not repeated.
 */
import { appendFileSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chooseBackend } from '../../main/engine/backends/choose.ts';
import { decodeImage } from '../../main/engine/decode.ts';
import { pipelineFactory } from '../../main/engine/pipelines.ts';
import { weightsFolder } from '../../main/paths.ts';
import { cutChip } from '../../models/align/chip.ts';
import { chipFor } from '../../models/embed/chips.ts';
import { LOSSES } from '../../models/losses/registry.ts';
import type { PictureSource } from '../../models/train/picture-source.ts';
import { withLoss } from '../../models/train/presets.ts';
import { DEFAULT_RECIPE, type Recipe } from '../../models/train/recipe.ts';
import type { EmbeddingFigures } from '../../models/train/reports.ts';
import { startTraining } from '../../models/train/start-training.ts';

const [folder, ...args] = process.argv.slice(2);
if (!folder) throw new Error('which folder? It has one folder a person.');
const option = (name: string, usual: string): string => args[args.indexOf(`--${name}`) + 1 || args.length] ?? usual;
const [least, steps, seeds] = [
  Number(option('least', '4')),
  Number(option('steps', '400')),
  Number(option('seeds', '3')),
];
const losses = option('losses', LOSSES.ids.join(',')).split(',');
const results = option('results', '');
const SIDE = 48;

const backend = await chooseBackend();
const recipeOf = (loss: string, seed: number): Recipe => ({
  ...withLoss(DEFAULT_RECIPE, loss),
  data: { source: 'folder', path: 'faces', leastPictures: least },
  split: { shares: { train: 0.6, validation: 0.15, test: 0.25 }, seed: 1 },
  seed,
  budget: { steps },
  validation: { every: 100, patience: 0 },
});

/** Chips of everybody with enough pictures in which a face is found. */
async function readFaces(path: string): Promise<PictureSource> {
  const pipeline = await pipelineFactory(backend, option('weights', weightsFolder()))('dlib-resnet-128');
  const format = { inputSize: SIDE, chip: chipFor('arcface-5pt', SIDE) };
  const chips: Uint8Array[] = [];
  const labels: number[] = [];
  const references: string[] = [];
  for (const [person, name] of readdirSync(path).toSorted().entries()) {
    const files = readdirSync(join(path, name)).toSorted();
    if (files.length < least) continue;
    for (const file of files) {
      const image = await decodeImage(readFileSync(join(path, name, file)));
      const [face] = (await pipeline.analyse(image, { search: 'still', only: 'nearest-centre' })).faces;
      if (!face) continue;
      chips.push(cutChip(image, face.landmarks, format).data);
      labels.push(person);
      references.push(`${name}/${file}`);
    }
  }
  await pipeline.release();
  return { size: SIDE, labels: Int32Array.from(labels), references, picture: (index) => chips[index]! };
}

interface Run {
  readonly loss: string;
  readonly seed: number;
  readonly steps: number;
  readonly test: EmbeddingFigures;
  readonly collapse: string | null;
  readonly finite: boolean;
}

const lines = results && existsSync(results) ? readFileSync(results, 'utf8').trim().split('\n').filter(Boolean) : [];
const done: Run[] = lines.map((line) => JSON.parse(line) as Run);
const source = await readFaces(folder);
const people = new Set(source.labels).size;
console.error(`${people} people, ${source.labels.length} pictures`);
let pca: EmbeddingFigures | undefined;
let pixels: EmbeddingFigures | undefined;

async function trained(loss: string, seed: number): Promise<Run> {
  const run = await startTraining(recipeOf(loss, seed), source, { executor: backend.executor, baselines: false });
  let finite = true;
  let result: Run | undefined;
  for await (const report of run.reports()) {
    if (report.kind === 'step') finite &&= Number.isFinite(report.loss);
    if (report.kind === 'done')
      result = { loss, seed, steps, test: report.test, collapse: report.collapse?.code ?? null, finite };
  }
  await run.release();
  return result!;
}

// The baselines are the same for every run: one step tells them.
const first = await startTraining({ ...recipeOf('softmax', 1), budget: { steps: 1 } }, source, {
  executor: backend.executor,
});
for await (const report of first.reports()) {
  if (report.kind !== 'baselines') continue;
  ({ pca, pixels } = report);
  break;
}
await first.release();

for (let seed = 1; seed <= seeds; seed++)
  for (const loss of losses) {
    if (done.some((run) => run.loss === loss && run.seed === seed && run.steps === steps)) continue;
    const run = await trained(loss, seed);
    done.push(run);
    if (results) appendFileSync(results, `${JSON.stringify(run)}\n`);
    console.error(`${loss}, seed ${seed}: MAP@R ${run.test.mapAtR.toFixed(3)}, P@1 ${run.test.pAt1.toFixed(3)}`);
  }

/** Student's t at 97.5 % for 1 to 9 degrees of freedom. */
const T = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262];

function interval(values: readonly number[], digits = 3): string {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  if (values.length < 2) return mean.toFixed(digits);
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  const t = T[Math.min(T.length, values.length - 1) - 1]!;
  return `${mean.toFixed(digits)} ± ${(t * Math.sqrt(variance / values.length)).toFixed(digits)}`;
}

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
const percent = (values: readonly number[]): string =>
  interval(
    values.map((value) => 100 * value),
    1,
  );
console.log(row(['loss', 'MAP@R', 'difference from PCA', 'P@1', 'EER in %', 'seeds', 'NaN, collapse']));
console.log(row(['---', '---', '---', '---', '---', '---', '---']));
for (const [name, figures] of [
  ['PCA of pixels', pca!],
  ['pixels', pixels!],
] as const)
  console.log(
    row([name, figures.mapAtR.toFixed(3), '', figures.pAt1.toFixed(3), (100 * figures.eer).toFixed(1), '', '']),
  );
for (const loss of losses) {
  const runs = done.filter((run) => run.loss === loss && run.steps === steps);
  const of = (figure: 'mapAtR' | 'pAt1' | 'eer') => runs.map(({ test }) => test[figure]);
  const amiss = runs.flatMap(({ finite, collapse }) => [...(finite ? [] : ['NaN']), ...(collapse ? [collapse] : [])]);
  const difference = interval(of('mapAtR').map((value) => value - pca!.mapAtR));
  console.log(
    row([
      loss,
      interval(of('mapAtR')),
      difference,
      interval(of('pAt1')),
      percent(of('eer')),
      `${runs.length}`,
      amiss.join(', ') || 'none',
    ]),
  );
}
