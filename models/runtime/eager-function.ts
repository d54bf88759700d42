import * as tf from '@tensorflow/tfjs-core';
import { type Example, inputName, namedResults, type TensorFunction } from './trace.ts';
import type { CompiledFunction, DType, EagerExecutor, HostTensor, Port } from './types.ts';

/** The same face as a compiled function where there is no ONNX runtime: the function runs eagerly on a tfjs backend. */
export async function eagerFunction(fn: TensorFunction, examples: readonly Example[], executor: EagerExecutor) {
  await executor.activate();
  const outputs = probe(fn, examples);
  let released = false;
  const compiled: CompiledFunction = {
    backend: executor.id,
    inputs: examples.map((e, i) => ({ name: inputName(e, i), dtype: e.dtype, shape: e.shape })),
    outputs,
    freeBatch: true,
    async run(...inputs) {
      if (released) throw new Error('This compiled function was released.');
      await executor.activate();
      const results = tf.tidy(() =>
        namedResults(fn(...inputs.map((x) => tf.tensor(x.data, [...x.shape], x.dtype)))).map(([, tensor]) => tensor),
      );
      return Promise.all(results.map(toHost));
    },
    async release() {
      released = true;
    },
  };
  return compiled;
}

/** Runs the function once on zeros, to learn its outputs. */
function probe(fn: TensorFunction, examples: readonly Example[]): Port[] {
  return tf.tidy(() =>
    namedResults(fn(...examples.map((e) => tf.zeros([...e.shape], e.dtype)))).map(([name, tensor]) => ({
      name,
      dtype: tensor.dtype,
      shape: tensor.shape,
    })),
  );
}

async function toHost(tensor: tf.Tensor): Promise<HostTensor> {
  const data = (await tensor.data()).slice() as HostTensor['data'];
  const result = { dtype: tensor.dtype as DType, shape: tensor.shape, data };
  tensor.dispose();
  return result;
}
