import { compile } from '../../runtime/compile.ts';
import type { EagerExecutor, Executor } from '../../runtime/types.ts';
import type { Workload } from './workload.ts';
import { workloadInput, workloadOnnx } from './workload-onnx.ts';
import { workloadFunction } from './workload-tfjs.ts';

/** A workload that is ready: `run` takes its input from the host and gives its result back to it. */
export interface OpenWorkload {
  run(): Promise<unknown>;
  release(): Promise<void>;
}

/** An ONNX runtime gets a file of its own convolutions, a TensorFlow.js backend the function. */
export async function openWorkload(
  workload: Workload,
  seed: number,
  executor: Executor | EagerExecutor,
  threads = 1,
): Promise<OpenWorkload> {
  if ('eager' in executor) {
    await executor.activate();
    const { fn, release } = workloadFunction(workload, seed);
    const x = workloadInput(workload, 'nhwc', seed);
    const compiled = await compile(fn, [x], { executor });
    return {
      run: () => compiled.run(x),
      release: async () => {
        await compiled.release();
        release();
      },
    };
  }
  const session = await executor.open(workloadOnnx(workload, seed), { threads });
  const feeds = { x: workloadInput(workload, 'nchw', seed) };
  return { run: () => session.run(feeds), release: () => session.release() };
}
