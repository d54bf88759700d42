import type { InferenceSession, Tensor } from 'onnxruntime-node';
import type { DType, HostTensor, Port, Session } from '../../../models/runtime/types.ts';

/** What the node and web packages of ONNX Runtime have in common, as far as it is used here. */
export interface OnnxRuntime {
  readonly InferenceSession: {
    create(model: Uint8Array, options: InferenceSession.SessionOptions): Promise<InferenceSession>;
  };
  readonly Tensor: new (type: DType, data: HostTensor['data'], shape: readonly number[]) => Tensor;
}

/** Opens an ONNX graph in either package. Results are copied out, so that no caller holds native memory. */
export async function openSession(
  ort: OnnxRuntime,
  onnx: Uint8Array,
  options: InferenceSession.SessionOptions,
): Promise<Session> {
  let native: InferenceSession | undefined = await ort.InferenceSession.create(onnx, options);
  const inputs = native.inputMetadata.map(toPort);
  const outputs = native.outputMetadata.map(toPort);
  return {
    inputs,
    outputs,
    async run(feeds) {
      if (!native) throw new Error('This session was released.');
      const given: Record<string, Tensor> = {};
      for (const [name, x] of Object.entries(feeds)) given[name] = new ort.Tensor(x.dtype, x.data, x.shape);
      const results = await native.run(given);
      return Object.fromEntries(
        Object.entries(results).map(([name, tensor]) => [name, toHost(name, tensor as Tensor)]),
      );
    },
    async release() {
      const session = native;
      native = undefined;
      await session?.release();
    },
  };
}

function toPort(meta: InferenceSession.ValueMetadata): Port {
  if (!meta.isTensor) throw new Error(`Port ${meta.name} is not a tensor.`);
  return { name: meta.name, dtype: meta.type, shape: meta.shape };
}

/** A copy of a result on the host; the tensor is disposed. */
export function toHost(name: string, tensor: Tensor): HostTensor {
  const { type, dims } = tensor;
  if (type === 'int64') {
    const data = Int32Array.from(tensor.data as BigInt64Array, Number);
    tensor.dispose();
    return { dtype: 'int32', shape: dims, data };
  }
  if (type !== 'float32' && type !== 'int32' && type !== 'bool') {
    throw new Error(`Output ${name} is of type ${type}, which is not supported.`);
  }
  const data = (tensor.data as HostTensor['data']).slice();
  tensor.dispose();
  return { dtype: type, shape: dims, data };
}
