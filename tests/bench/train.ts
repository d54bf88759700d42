/**
 * Trains recipes on synthetic people and prints a line at each validation, last the test part's figures beside the baselines.
 * Run: node tests/bench/train.ts [--minutes M] [--people N] [--set path=value …] [--no-baselines]
 */
import { createOnnxRuntimeNode } from '../../main/engine/backends/onnxruntime-node.ts';
import { DEFAULT_RECIPE, type Recipe } from '../../models/train/recipe.ts';
import { startTraining } from '../../models/train/start-training.ts';
import { syntheticSource } from '../../models/train/synthetic-source.ts';

const args = process.argv.slice(2);
const given = (name: string): string | undefined => {
  const at = args.indexOf(name);
  return at < 0 ? undefined : args[at + 1];
};

/** `--set optimiser.rate=0.003`: any field of the recipe, as JSON. */
function withSettings(recipe: Recipe): Recipe {
  const changed = structuredClone(recipe) as unknown as Record<string, unknown>;
  for (const [i, arg] of args.entries()) {
    if (arg !== '--set') continue;
    const [path, json] = args[i + 1]!.split(/=(.*)/s) as [string, string];
    const names = path.split('.');
    let target = changed;
    for (const name of names.slice(0, -1)) {
      target[name] ??= {};
      target = target[name] as Record<string, unknown>;
    }
    if (json === 'undefined') delete target[names.at(-1)!];
    else target[names.at(-1)!] = JSON.parse(json);
  }
  return changed as unknown as Recipe;
}

const minutes = given('--minutes');
const people = given('--people');
const base: Recipe = {
  ...DEFAULT_RECIPE,
  ...(minutes && { budget: { minutes: Number(minutes) } }),
  ...(people && { data: { ...DEFAULT_RECIPE.data, people: Number(people) } as Recipe['data'] }),
};
const recipe = withSettings(base);
if (recipe.data.source !== 'synthetic') throw new Error('this bench trains on synthetic people');
const executor = await createOnnxRuntimeNode();
const run = await startTraining(recipe, syntheticSource(recipe.data, recipe.network.inputSize), {
  executor,
  baselines: !args.includes('--no-baselines'),
  threads: Number(given('--threads') ?? 1),
});
const began = performance.now();
const wall = () => ((performance.now() - began) / 1000).toFixed(0);
/** Processor seconds: what a busy machine does not change. */
const cpu = () => ((process.cpuUsage().user + process.cpuUsage().system) / 1e6).toFixed(0);
let steps: number[] = [];
for await (const report of run.reports()) {
  if (report.kind === 'step') steps.push(report.ms);
  else if (report.kind === 'validation') {
    const { figures, step, epoch, collapse, seconds } = report;
    const last = (await run.checkpoint()).history.steps.at(-1)!;
    const median = steps.toSorted((a, b) => a - b)[steps.length >> 1];
    steps = [];
    console.log(
      `${wall()} s, ${cpu()} s of processor, trained ${seconds.toFixed(0)} s, step ${step}, epoch ${epoch}: loss ${last.loss.toFixed(4)}, active ${last.active.toFixed(3)}, ` +
        `norm ${last.norm.mean.toFixed(2)}, spread ${last.spread.toFixed(3)}, ${median?.toFixed(0)} ms; P@1 ${figures.pAt1.toFixed(3)}, ` +
        `MAP@R ${figures.mapAtR.toFixed(3)}, EER ${(100 * figures.eer).toFixed(2)} % ${collapse?.message ?? ''}`,
    );
  } else console.log(wall(), cpu(), JSON.stringify(report));
}
await run.release();
