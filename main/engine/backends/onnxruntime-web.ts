import type { Executor } from '../../../models/runtime/types.ts';
import { type OnnxRuntime, openSession } from './onnxruntime-session.ts';

/** ONNX Runtime as WebAssembly: no native module, one thread, several times slower than native. */
export async function createOnnxRuntimeWeb(): Promise<Executor> {
  const ort = await import('onnxruntime-web');
  // Threads need workers that fetch the module by URL; one thread works everywhere.
  ort.env.wasm.numThreads = 1;
  ort.env.logLevel = 'error';
  return {
    id: 'onnxruntime-web',
    open: (onnx) =>
      openSession(ort as unknown as OnnxRuntime, onnx, { executionProviders: ['wasm'], graphOptimizationLevel: 'all' }),
  };
}
