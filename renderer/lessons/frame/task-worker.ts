/** Runs one task of a lesson's experiment off the page's thread. Cancelling it is ending this worker. */
import { experiments } from './experiments.ts';
import type { TaskAnswer, TaskOrder } from './run-task.ts';

const worker = self as unknown as {
  onmessage: (event: MessageEvent<TaskOrder>) => void;
  postMessage(answer: TaskAnswer): void;
};

worker.onmessage = async ({ data: { lesson, task, input } }) => {
  const { tasks } = (await experiments[lesson]()) as {
    tasks: Record<string, (input: unknown) => AsyncGenerator<unknown, unknown>>;
  };
  const run = tasks[task];
  if (run === undefined) throw new Error(`${lesson} has no task ${task}`);
  const steps = run(input);
  for (;;) {
    const { done, value } = await steps.next();
    worker.postMessage(done === true ? { result: value } : { step: value });
    if (done === true) return;
  }
};
