import type { QuestionId, Size } from './workloads.ts';

/** Where networks can run: in the engine's process, and in the page. */
export const engineBackends = ['ort-1', 'ort-2', 'tensorflow', 'ort-wasm', 'js'] as const;
export type EngineBackendId = (typeof engineBackends)[number];
export const pageBackends = [
  ...(['page-ort', 'page-ort-threads', 'page-tfjs-plain', 'page-tfjs-simd', 'page-tfjs-threads'] as const),
  ...(['page-js', 'page-webgl', 'page-webgpu'] as const),
] as const;
export type PageBackendId = (typeof pageBackends)[number];
export type BackendId = EngineBackendId | PageBackendId;

/** Why a backend is not here, where it is known; anything else is told in the words of who refused. */
export const problems = [
  ...(['not-installed', 'no-webgl2', 'no-webgpu', 'no-adapter', 'no-jspi', 'not-isolated'] as const),
  ...(['threads-refused', 'no-simd', 'hangs', 'runs-nothing', 'no-script'] as const),
] as const;
export type ProblemId = (typeof problems)[number];

/** Runs of each piece before those that are timed. */
export const WARM_UPS = 3;

export interface MeasurePlan {
  readonly questions: readonly QuestionId[];
  readonly size: Size;
  /** Timed runs of each piece. */
  readonly runs: number;
  readonly seed: number;
}

/** A piece's milliseconds, round by round. */
export interface Cell {
  readonly id: string;
  readonly macs: number;
  readonly rounds: readonly number[];
}

export interface BackendResult {
  readonly backend: BackendId;
  /** Why it cannot be used here; null where it was. */
  readonly problem: string | null;
  readonly cells: readonly Cell[];
  /** Pieces that it cannot run. */
  readonly refused: readonly string[];
}

export const missing = (backend: BackendId, problem: string): BackendResult => ({
  backend,
  problem,
  cells: [],
  refused: [],
});
