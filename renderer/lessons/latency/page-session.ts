import type { DType, Executor, HostTensor, Port, Session } from '../../../models/runtime/types.ts';

/** What the builds of onnxruntime-web have in common, as far as it is used here. */
export interface WebRuntime {
  readonly InferenceSession: {
    create(
      onnx: Uint8Array,
      options: object,
    ): Promise<{
      readonly inputNames: readonly string[];
      readonly outputNames: readonly string[];
      run(feeds: Record<string, unknown>): Promise<Record<string, unknown>>;
      release(): Promise<void>;
    }>;
  };
  readonly Tensor: new (type: DType, data: HostTensor['data'], shape: readonly number[]) => unknown;
}

interface Result {
  readonly dims: readonly number[];
  getData(): Promise<ArrayLike<number>>;
  dispose(): void;
}

/** Opens ONNX files in the page, on one of the runtime's providers: inference alone. */
export const pageExecutor = (id: string, runtime: WebRuntime, provider: string): Executor => ({
  id,
  async open(onnx): Promise<Session> {
    const session = await runtime.InferenceSession.create(onnx, {
      executionProviders: [provider],
      graphOptimizationLevel: 'all',
    });
    const ports = (names: readonly string[]): Port[] => names.map((name) => ({ name, dtype: 'float32', shape: [] }));
    return {
      inputs: ports(session.inputNames),
      outputs: ports(session.outputNames),
      async run(feeds) {
        const given = Object.entries(feeds).map(([name, x]) => [name, new runtime.Tensor(x.dtype, x.data, x.shape)]);
        const results = Object.entries(await session.run(Object.fromEntries(given))) as [string, Result][];
        const read = await Promise.all(
          results.map(async ([name, tensor]): Promise<[string, HostTensor]> => {
            const data = Float32Array.from(await tensor.getData());
            tensor.dispose();
            return [name, { dtype: 'float32', shape: tensor.dims, data }];
          }),
        );
        return Object.fromEntries(read);
      },
      release: () => session.release(),
    };
  },
  openTraining: () => Promise.reject(new Error('the page trains nothing')),
});
