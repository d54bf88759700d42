import { type LoadWeights, openEmbeddingNetwork, type Runtime } from './embed/open-network.ts';
import type { ModelRecord } from './embed/record.ts';
import { fromCompiled, fromSession, type Network } from './network.ts';
import { compile } from './runtime/compile.ts';
import { loadGraphModelFromMemory } from './runtime/load-graph-model.ts';

/** The networks a pipeline runs. */
export interface PipelineNetworks {
  readonly detector: Network;
  readonly mesh: Network;
  readonly embedding: Network;
  /** Absent where no ONNX runtime loads: a few more false faces in stills, nothing else. */
  readonly secondOpinion?: Network | undefined;
}

/** Weight files besides the embedding's own, as the weights manifest names them. */
export const SHARED_WEIGHTS = {
  detector: ['blazeface.json', 'blazeface.bin'],
  mesh: ['facemesh.json', 'facemesh.bin'],
  secondOpinion: 'fr_detect.onnx',
} as const;

/** The anti-spoofing networks that liveness takes hints from: their files, and the side of their input. */
const HINTS = {
  antispoof: { files: ['antispoof.json', 'antispoof.bin'], side: 128 },
  liveness: { files: ['liveness.json', 'liveness.bin'], side: 32 },
} as const;

/** Opens the face detector alone. @throws when weights are missing or unreadable */
export const openDetector = (load: LoadWeights, runtime: Runtime): Promise<Network> =>
  graphModel(SHARED_WEIGHTS.detector, 256, load, runtime);

/** Opens one of them from bytes. @throws when weights are missing or unreadable */
export const openHints = (name: keyof typeof HINTS, load: LoadWeights, runtime: Runtime): Promise<Network> =>
  graphModel(HINTS[name].files, HINTS[name].side, load, runtime);

/**
 * Opens the networks of a pipeline from bytes. What was opened is released again when a later one fails.
 * @throws when weights are missing or unreadable, or the record needs an ONNX runtime that is not there
 */
export async function loadNetworks(
  record: ModelRecord,
  load: LoadWeights,
  runtime: Runtime,
): Promise<PipelineNetworks> {
  const opened: Network[] = [];
  const keep = (network: Network): Network => {
    opened.push(network);
    return network;
  };
  try {
    return {
      detector: keep(await openDetector(load, runtime)),
      mesh: keep(await graphModel(SHARED_WEIGHTS.mesh, 192, load, runtime)),
      embedding: keep(await openEmbeddingNetwork(record, load, runtime)),
      secondOpinion:
        runtime.onnx &&
        fromSession(
          await runtime.onnx.open(await load(SHARED_WEIGHTS.secondOpinion), { threads: runtime.threads ?? 1 }),
        ),
    };
  } catch (error) {
    await Promise.all(opened.map((network) => network.release()));
    throw error;
  }
}

async function graphModel(
  [json, bin]: readonly [string, string],
  size: number,
  load: LoadWeights,
  runtime: Runtime,
): Promise<Network> {
  const model = loadGraphModelFromMemory(await load(json), await load(bin));
  const { executor, threads = 1 } = runtime;
  const example = { dtype: 'float32', shape: [1, size, size, 3] } as const;
  // Not strict, to open sooner: tests compile the same networks strictly.
  const options = { executor, threads, name: json, freeBatch: false, strict: false };
  return fromCompiled(await compile(model, [example], options));
}
