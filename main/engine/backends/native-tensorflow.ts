import { createRequire } from 'node:module';
import * as nodeUtil from 'node:util';
import type { EagerExecutor } from '../../../models/runtime/types.ts';
import { eagerOn } from './tfjs-wasm.ts';

/** The outside of the native packages, so that a test can stand in for them. */
export interface NativeBoundary {
  /** `require`: throws when the package is absent or its native library does not load. */
  require(module: string): unknown;
  /** The `node:util` module object that the package will see. */
  readonly util: Record<string, unknown>;
  /** Makes an executor of the backend that the package registered. */
  executor(id: string): Promise<EagerExecutor>;
}

const PACKAGES = ['@tensorflow/tfjs-node-gpu', '@tensorflow/tfjs-node'] as const;

/**
 * Native TensorFlow, on the GPU where there is one. The packages are optional: their installation fetches a library
 * from elsewhere and is dropped where that fails.
 * @throws with the reason of each package when none loads
 */
export async function createNativeTensorflow(boundary: NativeBoundary = realBoundary()): Promise<EagerExecutor> {
  repairNodeUtil(boundary.util);
  const failures: string[] = [];
  for (const name of PACKAGES) {
    try {
      boundary.require(name);
    } catch (error) {
      failures.push(`${name}: ${firstLine(error)}`);
      continue;
    }
    return boundary.executor(name.replace('@tensorflow/', ''));
  }
  throw new Error(failures.join('; '));
}

/** Node 23 removed two functions that the packages still call; upstream's repair was never released. */
export function repairNodeUtil(util: Record<string, unknown>): void {
  util.isNullOrUndefined ??= (value: unknown) => value === null || value === undefined;
  util.isArray ??= Array.isArray;
}

function realBoundary(): NativeBoundary {
  const require = createRequire(import.meta.url);
  // CommonJS modules see the default export, which can be added to; the namespace object cannot.
  const { default: util } = nodeUtil as unknown as { default: Record<string, unknown> };
  return { require, util, executor: (id) => eagerOn('tensorflow', id) };
}

/** The first line says what happened; Node appends the whole chain of requiring files. */
const firstLine = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n')[0] as string;
