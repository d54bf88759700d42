/** An app in a process of its own that changes its model and is killed when it has made so many templates. */
import { openApp, target } from './model-switch-app.ts';

const { killAt, ...folder } = JSON.parse(process.argv[2]);
const app = await openApp(folder);
const context = {
  signal: new AbortController().signal,
  progress: ({ done }) => {
    if (done >= killAt) process.kill(process.pid, 'SIGKILL');
  },
  caller: 'cli',
};
await app.call('models.use', { id: target }, context);
