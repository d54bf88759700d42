/** An app in a process of its own, to be killed in mid-training: starts a run, or resumes one, and prints what it hears. */
import { createApp } from '../../../main/app.ts';
import { weightsFolder } from '../../../main/paths.ts';

const { dataDir, keyFile, recipe, runId } = JSON.parse(process.argv[2]);
const made = await createApp({ dataDir, weightsDir: weightsFolder(), unlock: { kind: 'key-file', path: keyFile } });
if (!made.ok) throw new Error(made.error.message);
const app = made.value;
const context = { signal: new AbortController().signal, progress() {}, caller: 'cli' };
app.subscribe((topic, snapshot) => {
  if (topic === 'training.changed') process.stdout.write(`${JSON.stringify(snapshot)}\n`);
});
const outcome =
  runId === undefined
    ? await app.call('training.start', { recipe }, context)
    : await app.call('training.resume', { runId }, context);
if (!outcome.ok) throw new Error(outcome.error.message);
