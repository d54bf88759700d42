import { spawnSync } from 'node:child_process';
import * as tf from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import { describe, expect, test } from 'vitest';
import { createOnnxRuntimeNode } from '../../../main/engine/backends/onnxruntime-node.ts';
import { pythonPath } from '../../../main/services/bench/training/torch-peer.ts';
import { exportOnnx } from '../../../models/runtime/export-onnx.ts';
import { eager, randomInput, worstError } from '../../models/runtime/support.ts';

/** A layers model with a convolution, batch normalisation, pooling, dropout (off in prediction) and a dense layer. */
function smallModel(): layers.LayersModel {
  const model = layers.sequential();
  model.add(layers.layers.conv2d({ inputShape: [8, 8, 3], filters: 4, kernelSize: 3, activation: 'relu' }));
  model.add(layers.layers.batchNormalization());
  model.add(layers.layers.maxPooling2d({ poolSize: 2 }));
  model.add(layers.layers.flatten());
  model.add(layers.layers.dropout({ rate: 0.5 }));
  model.add(layers.layers.dense({ units: 5, activation: 'softmax' }));
  return model;
}

const image = { dtype: 'float32', shape: [1, 8, 8, 3], name: 'image' } as const;

describe('exporting an ONNX file', () => {
  test('a layers model runs as it does in tfjs, at any batch size', async () => {
    const model = smallModel();
    const session = await (await createOnnxRuntimeNode()).open(exportOnnx(model, [image]));
    expect(session.inputs).toEqual([{ name: 'image', dtype: 'float32', shape: ['N', 8, 8, 3] }]);
    const x = randomInput([3, 8, 8, 3], -1, 1, 1);
    const { y0 } = await session.run({ image: x });
    expect(
      worstError(
        eager((t) => model.predict(t as tf.Tensor) as tf.Tensor, x),
        y0 ? [y0] : [],
      ),
    ).toBeLessThan(1e-5);
    await session.release();
    model.dispose();
  });

  test('the checker of the onnx package accepts such files and reads their metadata', ({ skip }) => {
    // Debian's package belongs to Debian's Python, which need not be the first on the PATH.
    if (spawnSync(pythonPath(), ['-c', 'import onnx']).status !== 0) return skip('python3-onnx is not installed');
    const metadata = { licence: 'Apache-2.0' };
    const model = smallModel();
    const files = [
      exportOnnx((x) => tf.softmax(x as tf.Tensor), [{ dtype: 'float32', shape: [1, 4] }], { metadata }),
      exportOnnx(model, [image], { metadata }),
      exportOnnx(model, [image], { metadata, freeBatch: false }),
    ];
    model.dispose();
    const script =
      'import onnx,sys; m=onnx.load_from_string(sys.stdin.buffer.read()); onnx.checker.check_model(m, full_check=True); print({p.key:p.value for p in m.metadata_props})';
    for (const input of files) {
      const { status, stdout, stderr } = spawnSync(pythonPath(), ['-c', script], { input });
      expect(stderr.toString()).toBe('');
      expect(status).toBe(0);
      expect(stdout.toString()).toContain("{'licence': 'Apache-2.0'}");
    }
  });
});
