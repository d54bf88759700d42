import type { EagerExecutor, Executor } from '../../../models/runtime/types.ts';
import { createNativeTensorflow } from './native-tensorflow.ts';
import { createOnnxRuntimeNode } from './onnxruntime-node.ts';
import { createOnnxRuntimeWeb } from './onnxruntime-web.ts';
import { createTfjsWasm } from './tfjs-wasm.ts';

/** One backend that was tried: `problem` says why it cannot be used. */
export interface BackendAttempt {
  readonly id: string;
  readonly problem?: string;
}

export interface BackendChoice {
  /** Runs our own functions (`compile`). */
  readonly executor: Executor | EagerExecutor;
  /** Opens .onnx files; undefined where no ONNX runtime loads. */
  readonly onnx: Executor | undefined;
  /** One sentence for `doctor` and Settings: what runs, and why not something faster. */
  readonly reason: string;
  readonly attempts: readonly BackendAttempt[];
}

export interface BackendFactories {
  readonly native: () => Promise<EagerExecutor>;
  readonly onnxNode: () => Promise<Executor>;
  readonly onnxWeb: () => Promise<Executor>;
  readonly wasm: () => Promise<EagerExecutor>;
}

const REAL: BackendFactories = {
  native: () => createNativeTensorflow(),
  onnxNode: createOnnxRuntimeNode,
  onnxWeb: createOnnxRuntimeWeb,
  wasm: createTfjsWasm,
};

const WORDS = {
  native: 'native TensorFlow',
  onnxNode: 'ONNX Runtime (native)',
  onnxWeb: 'ONNX Runtime (WebAssembly)',
  wasm: 'TensorFlow.js (WebAssembly)',
} as const;

/**
 * The fastest backend that loads on this machine: native TensorFlow, ONNX Runtime, ONNX Runtime as WebAssembly,
 * TensorFlow.js as WebAssembly.
 * @throws when none loads, with every reason
 */
export async function chooseBackend(factories: Partial<BackendFactories> = {}): Promise<BackendChoice> {
  const make = { ...REAL, ...factories };
  const attempts: BackendAttempt[] = [];
  const attempt = async <T>(kind: keyof BackendFactories, create: () => Promise<T>): Promise<T | undefined> => {
    try {
      const created = await create();
      attempts.push({ id: WORDS[kind] });
      return created;
    } catch (error) {
      attempts.push({ id: WORDS[kind], problem: error instanceof Error ? error.message : String(error) });
      return undefined;
    }
  };
  const native = await attempt('native', make.native);
  const onnx = (await attempt('onnxNode', make.onnxNode)) ?? (await attempt('onnxWeb', make.onnxWeb));
  const executor = native ?? onnx ?? (await attempt('wasm', make.wasm));
  if (!executor) throw new Error(`No backend can run networks here. ${problems(attempts)}`);
  const chosen = native ? WORDS.native : (attempts.findLast((a) => a.problem === undefined)?.id ?? executor.id);
  const missing = problems(attempts);
  return { executor, onnx, reason: `Networks run on ${chosen}.${missing && ` ${missing}`}`, attempts };
}

const problems = (attempts: readonly BackendAttempt[]): string =>
  attempts
    .filter((a) => a.problem !== undefined)
    .map((a) => `${a.id} is not available (${a.problem}).`)
    .join(' ');
