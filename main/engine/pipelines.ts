import { dispose } from '@tensorflow/tfjs-core';
import { dlibResnet } from '../../models/embed/networks/dlib-resnet.ts';
import type { ModelRecord } from '../../models/embed/record.ts';
import { MODELS } from '../../models/embed/registry.ts';
import type { Network } from '../../models/network.ts';
import { createPipeline, type Pipeline } from '../../models/pipeline.ts';
import { compile } from '../../models/runtime/compile.ts';
import { loadGraphModelFromMemory } from '../../models/runtime/load-graph-model.ts';
import type { CompiledFunction } from '../../models/runtime/types.ts';
import { loadWeightManifest } from '../../models/runtime/weight-manifest.ts';
import type { BackendChoice } from './backends/choose.ts';
import { readWeights, WeightsError } from './weights.ts';

/** Pipelines by model id, each made on first use; the detector and the mesh are shared. */
export function pipelineFactory(backend: BackendChoice, weightsDir: string): (modelId: string) => Promise<Pipeline> {
  const graph = async (name: string, size: number): Promise<Network> =>
    asNetwork(
      await compile(
        loadGraphModelFromMemory(readWeights(weightsDir, `${name}.json`), readWeights(weightsDir, `${name}.bin`)),
        [{ dtype: 'float32', shape: [1, size, size, 3] }],
        { executor: backend.executor, name },
      ),
      1,
    );
  let shared: Promise<{ detector: Network; mesh: Network }> | null = null;
  const common = async () => ({ detector: await graph('blazeface', 256), mesh: await graph('facemesh', 192) });
  const made = new Map<string, Promise<Pipeline>>();

  return (modelId) => {
    const before = made.get(modelId);
    if (before !== undefined) return before;
    const making = (async () => {
      if (!MODELS.has(modelId)) throw new WeightsError('MODEL_MISSING', `There is no model "${modelId}".`);
      const record = MODELS.get(modelId);
      shared ??= common();
      return createPipeline(record, {
        ...(await shared),
        embedding: await embeddingNetwork(record, backend, weightsDir),
      });
    })();
    making.catch(() => {
      // A file that was mended meanwhile is read again at the next request.
      made.delete(modelId);
      shared = null;
    });
    made.set(modelId, making);
    return making;
  };
}

async function embeddingNetwork(record: ModelRecord, backend: BackendChoice, weightsDir: string): Promise<Network> {
  const bytes = readWeights(weightsDir, record.weights);
  if (record.kind === 'onnx') return onnxNetwork(record, backend, bytes);
  const weights = loadWeightManifest(
    readWeights(weightsDir, record.weights.replace(/\.bin$/, '-weights_manifest.json')),
    bytes,
  );
  const side = record.inputSize;
  const compiled = await compile((x) => dlibResnet(x, weights), [{ dtype: 'float32', shape: [1, side, side, 3] }], {
    executor: backend.executor,
    name: record.id,
  });
  // A traced graph holds the weights itself; a function that runs eagerly still needs them.
  if (!('eager' in backend.executor)) dispose(weights);
  return asNetwork(compiled, compiled.freeBatch ? 'free' : 1);
}

async function onnxNetwork(record: ModelRecord, backend: BackendChoice, bytes: Uint8Array): Promise<Network> {
  if (backend.onnx === undefined)
    throw new WeightsError(
      'MODEL_MISSING',
      `${record.id} is an ONNX file and no ONNX runtime loads here. Use dlib-resnet-128.`,
    );
  const session = await backend.onnx.open(bytes);
  const [input] = session.inputs;
  const [output] = session.outputs;
  if (input === undefined || output === undefined) throw new Error(`${record.id} has no input or no output`);
  return {
    batch: typeof input.shape[0] === 'string' ? 'free' : 1,
    run: async (tensor) => [(await session.run({ [input.name]: tensor }))[output.name]!],
    release: () => session.release(),
  };
}

const asNetwork = (compiled: CompiledFunction, batch: number | 'free'): Network => ({
  batch,
  run: (input) => compiled.run(input),
  release: () => compiled.release(),
});
