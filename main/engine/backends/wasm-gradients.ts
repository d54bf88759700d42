import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';

/**
 * Kernels that TensorFlow.js's WebAssembly backend (4.22) lacks and training needs: without the first of them no
 * convolutional network can be trained on it.
 */
const LACKING = [
  'Conv2DBackpropFilter',
  'DepthwiseConv2dNativeBackpropFilter',
  'DepthwiseConv2dNativeBackpropInput',
  'UnsortedSegmentSum',
  'Einsum',
];

/** Registers them, each only where it is still missing; later calls do nothing. */
export function completeWasm(): void {
  for (const kernelName of LACKING) {
    if (tf.getKernel(kernelName, 'wasm')) continue;
    const kernelFunc = kernelName === 'Conv2DBackpropFilter' ? filterGradient : onJavaScript(kernelName);
    tf.registerKernel({ kernelName, backendName: 'wasm', kernelFunc });
  }
}

interface FilterGradient {
  readonly strides: [number, number] | number;
  readonly pad: 'valid' | 'same' | number;
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
  readonly filterShape: [number, number, number, number];
}

/**
 * The gradient towards a filter is a convolution of the input by the output's gradient, batch and channels exchanged and
 * dilated by the stride: x [C, H, W, N] by dy [h, w, N, out] gives [C, kh, kw, out], to be cropped.
 */
const filterGradient: tf.KernelFunc = ({ inputs, attrs }) => {
  const { strides, pad, dimRoundingMode, filterShape } = attrs as unknown as FilterGradient;
  return tf.tidy(() => {
    const [x, dy] = [tensorOf(inputs.x) as tf.Tensor4D, tensorOf(inputs.dy) as tf.Tensor4D];
    const info = tf.backend_util.computeConv2DInfo(x.shape, filterShape, strides, 1, pad, dimRoundingMode);
    const { padInfo, strideHeight, strideWidth, outHeight, outWidth, filterHeight, filterWidth } = info;
    const trailing = (out: number, stride: number, filter: number, length: number, leading: number) =>
      Math.max(0, (out - 1) * stride + filter - length - leading);
    const padded = tf.pad(tf.transpose(x, [3, 1, 2, 0]), [
      [0, 0],
      [padInfo.top, trailing(outHeight, strideHeight, filterHeight, info.inHeight, padInfo.top)],
      [padInfo.left, trailing(outWidth, strideWidth, filterWidth, info.inWidth, padInfo.left)],
      [0, 0],
    ]) as tf.Tensor4D;
    const kernel = tf.transpose(dy, [1, 2, 0, 3]) as tf.Tensor4D;
    const all = tf.conv2d(padded, kernel, 1, 'valid', 'NHWC', [strideHeight, strideWidth]);
    const [, , channels, out] = filterShape;
    return tf.transpose(tf.slice(all, [0, 0, 0, 0], [channels, filterHeight, filterWidth, out]), [1, 2, 0, 3]);
  });
};

/** A kernel's input as a tensor with a reference of its own. */
const tensorOf = (info: tf.TensorInfo | undefined): tf.Tensor => {
  tf.engine().backend.incRef(info?.dataId as object);
  return tf.engine().makeTensorFromTensorInfo(info as tf.TensorInfo);
};

/** A kernel that is computed by the plain JavaScript backend, on copies. */
function onJavaScript(kernelName: string): tf.KernelFunc {
  return ({ inputs, attrs, backend }) => {
    const cpu = tf.findBackend('cpu') as CpuBackend;
    const wasm = backend as tf.KernelBackend;
    const copies = Object.entries(inputs).map(([name, tensor]) => {
      const { dataId, shape, dtype } = tensor as tf.TensorInfo;
      return [name, cpu.makeTensorInfo([...shape], dtype, wasm.readSync(dataId).slice())] as const;
    });
    // Einsum takes a list.
    const given = copies.every(([name], i) => name === String(i))
      ? copies.map(([, t]) => t)
      : Object.fromEntries(copies);
    const config = tf.getKernel(kernelName, 'cpu') as tf.KernelConfig;
    const result = config.kernelFunc({ inputs: given as tf.NamedTensorInfoMap, attrs, backend: cpu }) as tf.TensorInfo;
    const data = cpu.readSync(result.dataId).slice();
    for (const [, copy] of [...copies, ['', result] as const]) cpu.disposeIntermediateTensorInfo(copy);
    return { dataId: wasm.write(data, result.shape, result.dtype), shape: result.shape, dtype: result.dtype };
  };
}

/** What the plain JavaScript backend has beyond its declared interface. */
interface CpuBackend extends tf.KernelBackend {
  makeTensorInfo(shape: number[], dtype: tf.DataType, values: tf.backend_util.BackendValues): tf.TensorInfo;
  disposeIntermediateTensorInfo(info: tf.TensorInfo): void;
}
