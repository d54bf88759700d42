import { parentPort, workerData } from 'node:worker_threads';
import type { HostTensor } from '../../../models/runtime/types.ts';
import { createOnnxRuntimeNode } from './onnxruntime-node.ts';
import type { WorkerAnswer, WorkerStart } from './parallel-sessions.ts';

/** A thread that holds one session: running it blocks the thread, which is why it is not the host's. */
const { onnx, options } = workerData as WorkerStart;
const opening = createOnnxRuntimeNode().then((executor) => executor.open(onnx, options));

const answer = async (work: () => Promise<Record<string, HostTensor>>): Promise<void> => {
  let reply: WorkerAnswer;
  try {
    reply = { ok: true, results: await work() };
  } catch (error) {
    reply = { ok: false, message: error instanceof Error ? error.message : String(error) };
  }
  const owned = reply.ok ? Object.values(reply.results).map(({ data }) => data.buffer as ArrayBuffer) : [];
  parentPort?.postMessage(reply, [...new Set(owned)]);
};

void answer(async () => {
  await opening;
  return {};
});
parentPort?.on('message', (feeds: Record<string, HostTensor>) => answer(async () => (await opening).run(feeds)));
