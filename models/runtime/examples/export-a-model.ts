/** A layers model as an ONNX file, for any other runtime. */
import * as layers from '@tensorflow/tfjs-layers';
import { exportOnnx } from '../export-onnx.ts';

/** @returns the file's bytes */
export function exportAModel(): Uint8Array {
  const model = layers.sequential();
  model.add(layers.layers.conv2d({ inputShape: [16, 16, 3], filters: 8, kernelSize: 3, activation: 'relu' }));
  model.add(layers.layers.globalAveragePooling2d({}));
  model.add(layers.layers.dense({ units: 4 }));
  const image = { name: 'image', dtype: 'float32', shape: [1, 16, 16, 3] } as const;
  const bytes = exportOnnx(model, [image], { metadata: { licence: 'CC0-1.0' } });
  model.dispose();
  return bytes;
}
