import type { InferenceSession } from 'onnxruntime-node';
import type { Executor, SessionOptions } from '../../../models/runtime/types.ts';
import { findBlock } from './blocked-layout.ts';
import { type OnnxRuntime, openSession } from './onnxruntime-session.ts';
import { openTrainingSession } from './onnxruntime-training.ts';
import { openParallelSessions } from './parallel-sessions.ts';

/**
 * ONNX Runtime's native binary. It is loaded on the first call, because loading fails where there is none for the
 * platform; threads do not spin while they wait, which on a shared machine can double the time of everything else, but in
 * training that was given several: of its hundreds of small nodes each would wait to be woken (docs/benchmarks.md).
 * @throws when the native module cannot be loaded
 */
export async function createOnnxRuntimeNode(): Promise<Executor> {
  // The official binaries report models and machine to their maker unless told not to before they are loaded.
  process.env.ORT_DISABLE_TELEMETRY = '1';
  const ort = (await import('onnxruntime-node')) as unknown as OnnxRuntime;
  const block = await findBlock(ort, native());
  return {
    id: 'onnxruntime-node',
    block,
    open: (onnx, options) => openSession(ort, onnx, native(options)),
    openTraining: (onnx, initial, options) =>
      openTrainingSession(ort, onnx, initial, { ...native(options, true), writesIntoGivenTensors: true }),
    openParallel: openParallelSessions,
  };
}

const native = ({ threads = 1 }: SessionOptions = {}, training = false): InferenceSession.SessionOptions => ({
  intraOpNumThreads: threads,
  interOpNumThreads: 1,
  graphOptimizationLevel: 'all',
  logSeverityLevel: 3,
  extra: { session: { intra_op: { allow_spinning: training && threads > 1 ? '1' : '0' } } },
});
