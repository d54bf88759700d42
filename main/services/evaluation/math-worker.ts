/** The thread that does the mathematics of an evaluation: one order, then it ends. It holds no key and opens no file. */
import { parentPort } from 'node:worker_threads';
import { type MathOrder, type MathReply, mathTasks } from './math-tasks.ts';
import type { OnShare } from './verification-result.ts';

const port = parentPort;
if (port === null) throw new Error('math-worker runs as a worker thread only.');
const tell = (reply: MathReply): void => port.postMessage(reply);

port.once('message', async ({ task, input }: MathOrder) => {
  try {
    const work = mathTasks[task] as (input: unknown, onShare: OnShare) => Promise<unknown>;
    const value = await work(input, (...share) => {
      tell({ share });
      return true; // whoever wants it to stop ends the thread
    });
    tell({ value });
  } catch (error) {
    tell({ failed: error instanceof Error ? `${error.name}: ${error.message}` : String(error) });
  }
});
