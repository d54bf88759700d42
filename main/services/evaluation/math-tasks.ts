import type { Outcome } from '../../contract/errors.ts';
import type { EvaluationReport } from '../../contract/evaluation-report.ts';
import { compareRuns, type RunComparison } from './compare-runs.ts';
import { type Computed, type ComputeJob, computeHere } from './compute.ts';
import { type OperatingPoint, operatingPoint, type PointAsked } from './operating-point.ts';
import { archiveFrom } from './score-archive.ts';
import type { OnShare } from './verification-result.ts';

/** A run as it is stored: its scores still as bytes, which are taken apart where they are used. */
export interface StoredScores {
  readonly report: EvaluationReport;
  readonly scores: Uint8Array;
}

/** What takes long enough to hold up the host's event loop: it is done in a thread of its own. By structured clone, both ways. */
export const mathTasks = {
  compute: (job: ComputeJob, onShare: OnShare): Promise<Computed | null> => computeHere(job, onShare),
  operatingPoint: async ({ report, scores, at }: StoredScores & { at: PointAsked }): Promise<Outcome<OperatingPoint>> =>
    operatingPoint(archiveFrom(scores), at, report.bootstrap),
  compare: async ({ first, second }: { first: StoredScores; second: StoredScores }): Promise<RunComparison> => {
    const [a, b] = [first, second].map(({ report, scores }) => ({ report, scores: archiveFrom(scores) }));
    return compareRuns(a!, b!, first.report.bootstrap);
  },
};

export type MathTask = keyof typeof mathTasks;
export type MathInput<T extends MathTask> = Parameters<(typeof mathTasks)[T]>[0];
export type MathOutput<T extends MathTask> = Awaited<ReturnType<(typeof mathTasks)[T]>>;

export interface MathOrder {
  readonly task: MathTask;
  readonly input: unknown;
}

export type MathReply =
  | { readonly share: Parameters<OnShare> }
  | { readonly value: unknown }
  | { readonly failed: string };
