import type { Executor } from '../../../models/runtime/types.ts';
import { type OnnxRuntime, openSession } from './onnxruntime-session.ts';
import { openTrainingSession } from './onnxruntime-training.ts';

/** ONNX Runtime as WebAssembly: no native module, one thread, several times slower than native. */
export async function createOnnxRuntimeWeb(): Promise<Executor> {
  const ort = await import('onnxruntime-web');
  // Threads need workers that fetch the module by URL; one thread works everywhere.
  ort.env.wasm.numThreads = 1;
  ort.env.logLevel = 'error';
  const runtime = ort as unknown as OnnxRuntime;
  const options = { executionProviders: ['wasm'], graphOptimizationLevel: 'all' } as const;
  return {
    id: 'onnxruntime-web',
    open: (onnx) => openSession(runtime, onnx, options),
    // Tensors in JavaScript's memory that are given for results are left unwritten (wasm-core-impl.ts, 1.30).
    openTraining: (onnx, initial) =>
      openTrainingSession(runtime, onnx, initial, { ...options, writesIntoGivenTensors: false }),
  };
}
