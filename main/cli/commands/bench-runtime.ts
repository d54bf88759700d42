import { cpus } from 'node:os';
import type { Command } from 'commander';
import { createOnnxRuntimeNode } from '../../engine/backends/onnxruntime-node.ts';
import { createTfjsWasm } from '../../engine/backends/tfjs-wasm.ts';
import { benchInference, type InferenceReport } from '../../services/bench/inference/inference.ts';
import { faceApiModels, humanModels } from '../../services/bench/inference/models.ts';
import { NETWORKS } from '../../services/bench/training/networks.ts';
import { type ByThreads, benchTraining, type TrainingReport } from '../../services/bench/training/training.ts';
import { createOutput, usageError } from '../output.ts';
import { globalsOf } from '../session.ts';

/** The benches of models/runtime itself: whole training steps, and pretrained networks of others. */
export function addRuntimeBenches(bench: Command): void {
  bench
    .command('training')
    .description('a step of training, here, on TensorFlow.js (wasm) and in PyTorch (THRESHOLD_PYTHON names its Python)')
    .option('--rounds <n>', 'timed rounds of five steps', Number, 8)
    .option('--network <id>', `only one of ${NETWORKS.map(({ id }) => id).join(', ')}`)
    .option('--no-wasm', 'without TensorFlow.js')
    .option('--no-torch', 'without PyTorch')
    .action(async (options: TrainingOptions, command: Command) => {
      const output = createOutput(globalsOf(command).json);
      const networks = NETWORKS.filter(({ id }) => options.network === undefined || id === options.network);
      if (networks.length === 0) throw usageError(output, `There is no network "${options.network}" in this bench.`);
      if (!(options.rounds >= 1)) throw usageError(output, 'The number of rounds is a whole number from 1 on.');
      const native = await createOnnxRuntimeNode();
      const wasm = options.wasm ? await createTfjsWasm() : null;
      const reports: TrainingReport[] = [];
      for (const network of networks) {
        const onProgress = (done: number, total: number) => output.progress(network.id, done, total);
        reports.push(
          await benchTraining({ network, native, wasm, torch: options.torch, rounds: options.rounds, onProgress }),
        );
      }
      output.data({ networks: reports, ...machine() }, () => reports.map(trainingText).join('\n\n'));
    });
  bench
    .command('inference')
    .description('the networks of @vladmandic/human and @vladmandic/face-api, here and on TensorFlow.js (wasm)')
    .option('--rounds <n>', 'timed rounds of three runs', Number, 5)
    .option('--threads <n>', 'threads of a network here', Number, 1)
    .option('--only <text>', 'models whose name contains this')
    .action(async (options: { rounds: number; threads: number; only?: string }, command: Command) => {
      const output = createOutput(globalsOf(command).json);
      const { rounds, threads, only = '' } = options;
      if (!(rounds >= 1 && threads >= 1)) throw usageError(output, 'Rounds and threads are whole numbers from 1 on.');
      const models = [...humanModels(), ...faceApiModels()].filter(({ name }) => name.includes(only));
      const report = await benchInference({
        models,
        native: await createOnnxRuntimeNode(),
        wasm: await createTfjsWasm(),
        rounds,
        threads,
        onProgress: (done, total) => output.progress('models', done, total),
      });
      output.data({ ...report, ...machine() }, () => inferenceText(report));
    });
}

interface TrainingOptions {
  readonly rounds: number;
  readonly network?: string;
  readonly wasm: boolean;
  readonly torch: boolean;
}

const machine = () => ({ processor: cpus()[0]?.model.trim() ?? 'unknown', processors: cpus().length });

const number = (value: number | null, digits: number) => value?.toFixed(digits) ?? '–';

function trainingText({ network, ms, cpuMs, ratioToTorch, ratioToWasm, notes }: TrainingReport): string {
  const row = (name: string, median: ByThreads, cpu: ByThreads) =>
    `  ${name.padEnd(18)} ${number(median.one, 1)} ms with one thread, ${number(median.two, 1)} with two; processor ${number(cpu.one, 1)}, ${number(cpu.two, 1)}`;
  return [
    network,
    row('here', ms.runtime, cpuMs.runtime),
    row('TensorFlow.js wasm', ms.wasm, cpuMs.wasm),
    row('PyTorch', ms.torch, cpuMs.torch),
    `  ratio to PyTorch ${number(ratioToTorch.one, 2)}, ${number(ratioToTorch.two, 2)}; to wasm ${number(ratioToWasm, 1)}`,
    ...notes.map((note) => `  ${note}`),
  ].join('\n');
}

const inferenceText = ({ models, notTraced, speedUp }: InferenceReport): string =>
  [
    ...models.map(
      (m) =>
        `${m.model.padEnd(34)} ${m.ms.toFixed(1)} ms, wasm ${m.wasmMs.toFixed(1)} ms: ${m.speedUp.toFixed(1)} times; error ${m.maxError.toExponential(1)}`,
    ),
    ...notTraced.map(({ model, reason }) => `${model}: ${reason}`),
    `geometric mean: ${number(speedUp, 2)} times as fast`,
  ].join('\n');
