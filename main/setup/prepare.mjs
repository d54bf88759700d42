import { build } from './build.mjs';
import { alone } from './lock.mjs';
import { writeNotices } from './notices.mjs';
import { UsageError, usage } from './options.mjs';
import { installPackages } from './packages.mjs';
import { inProject } from './project.mjs';
import { say, step } from './say.mjs';
import { installWeights } from './weights.mjs';

const oldestNode = 20;

/** Everything the app needs before it runs. On a second run there is nothing to do, which takes a fraction of a second. */
export async function prepare({ page = true } = {}) {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < oldestNode) throw new Error(`Node ${oldestNode} or newer is needed; this is ${process.versions.node}.`);
  await alone(async () => {
    await installPackages();
    await step('Checking the weights', () => installWeights(inProject('models', 'weights'), { say }), {
      quietMs: 1500,
    });
    writeNotices();
    if (page) await build('page');
  });
}

/** Runs a set-up program: what goes wrong is one sentence and exit code 1 (2: a wrong option), not a stack. */
export async function program(main) {
  try {
    process.exitCode = await main();
  } catch (error) {
    if (error instanceof UsageError) {
      say(`${error.message}\n\n${usage}`);
      process.exitCode = 2;
      return;
    }
    say(`Set-up stopped: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  }
}
