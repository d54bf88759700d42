import { deserialize } from 'node:v8';
import { dispose, type Tensor } from '@tensorflow/tfjs-core';
import { tensorsOf, trainedFunction } from '../../../models/embed/networks/network.ts';
import { exportOnnx } from '../../../models/runtime/export-onnx.ts';
import type { HostState } from '../../../models/runtime/types.ts';
import type { TrainingTask } from './protocol.ts';

/** A trained network as an ONNX file, images channels last, any batch size, embeddings of length 1. */
export function exportNetwork({ choice, network }: Extract<TrainingTask, { do: 'export' }>): Uint8Array {
  const tensors = tensorsOf(deserialize(network) as HostState);
  try {
    const fn = trainedFunction(choice, tensors);
    const { inputSize: side } = choice;
    return exportOnnx((images) => fn(images as Tensor), [{ dtype: 'float32', shape: [1, side, side, 3] }]);
  } finally {
    dispose(tensors);
  }
}
