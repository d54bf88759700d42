import type { EngineBackends } from '../../../models/experiments/in-engine.ts';
import { createNativeTensorflow } from '../backends/native-tensorflow.ts';
import { createOnnxRuntimeNode } from '../backends/onnxruntime-node.ts';
import { createOnnxRuntimeWeb } from '../backends/onnxruntime-web.ts';
import { eagerOn } from '../backends/tfjs-wasm.ts';

/** Every backend that this process might have, for the lesson that compares them; each is loaded when it is asked for. */
export const lessonBackends: EngineBackends = {
  'ort-1': createOnnxRuntimeNode,
  'ort-2': createOnnxRuntimeNode,
  tensorflow: () => createNativeTensorflow(),
  'ort-wasm': createOnnxRuntimeWeb,
  js: async () => {
    await import('@tensorflow/tfjs-backend-cpu');
    return eagerOn('cpu', 'tfjs-js');
  },
};
