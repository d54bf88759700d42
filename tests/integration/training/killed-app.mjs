/** An app in a process of its own that starts a run, and is killed when that has made so many steps. */
import { createApp } from '../../../main/app.ts';
import { weightsFolder } from '../../../main/paths.ts';

const { dataDir, keyFile, recipe, killAt } = JSON.parse(process.argv[2]);
const made = await createApp({ dataDir, weightsDir: weightsFolder(), unlock: { kind: 'key-file', path: keyFile } });
if (!made.ok) throw new Error(made.error.message);
const app = made.value;
app.subscribe((topic, snapshot) => {
  if (topic === 'training.changed' && snapshot.progress.step >= killAt) process.kill(process.pid, 'SIGKILL');
});
const context = { signal: new AbortController().signal, progress() {}, caller: 'cli' };
const outcome = await app.call('training.start', { recipe }, context);
if (!outcome.ok) throw new Error(outcome.error.message);
