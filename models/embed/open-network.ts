import { dispose, type Tensor } from '@tensorflow/tfjs-core';
import type { Network } from '../network.ts';
import { fromCompiled, fromSession } from '../network.ts';
import { compile } from '../runtime/compile.ts';
import { splitPrelu } from '../runtime/split-prelu.ts';
import type { EagerExecutor, Executor } from '../runtime/types.ts';
import { loadWeightManifest } from '../runtime/weight-manifest.ts';
import { dlibResnet } from './networks/dlib-resnet.ts';
import type { ModelRecord } from './record.ts';

/** Bytes of a weight file by its name in the weights manifest. */
export type LoadWeights = (name: string) => Uint8Array | Promise<Uint8Array>;

export interface Runtime {
  /** Runs our own functions. */
  readonly executor: Executor | EagerExecutor;
  /** Opens `.onnx` files; absent where no ONNX runtime loads. */
  readonly onnx?: Executor | undefined;
  /** Threads within one operator; default 1. */
  readonly threads?: number;
}

type NetworkFunction = (images: Tensor, weights: Readonly<Record<string, Tensor>>) => Tensor;

/** The function of each record of kind `tfjs-function`, by the record's id. */
const FUNCTIONS: Readonly<Record<string, NetworkFunction>> = { 'dlib-resnet-128': dlibResnet };

/**
 * Opens a record's network.
 * @throws when weights are missing or unreadable, or the record needs an ONNX runtime that is not there
 */
export async function openEmbeddingNetwork(record: ModelRecord, load: LoadWeights, runtime: Runtime): Promise<Network> {
  const { executor, onnx, threads = 1 } = runtime;
  if (record.kind === 'onnx') {
    if (!onnx) throw new Error(`models: ${record.id} needs an ONNX runtime, and none loads on this machine`);
    return fromSession(await onnx.open(splitPrelu(await load(record.weights)), { threads }));
  }
  const network = FUNCTIONS[record.id];
  if (!network) throw new Error(`models: ${record.id} has no function`);
  const manifest = record.weights.replace(/\.bin$/, '-weights_manifest.json');
  const weights = loadWeightManifest(await load(manifest), await load(record.weights));
  const example = { dtype: 'float32', shape: [1, record.inputSize, record.inputSize, 3] } as const;
  const compiled = await compile((images) => network(images as Tensor, weights), [example], {
    executor,
    threads,
    name: record.id,
    strict: false, // to open sooner: a test compiles it strictly
  });
  // A traced graph holds copies of its weights; a function that runs eagerly needs them until it is released.
  if (!('eager' in executor)) dispose(weights);
  return fromCompiled(compiled, () => 'eager' in executor && dispose(weights));
}
