import { type IdentificationInput, type IdentificationResult, identifyAll } from './identification-result.ts';
import type { VerificationInput } from './verification-comparisons.ts';
import { type ComputeOptions, type OnShare, type VerificationResult, verifyAll } from './verification-result.ts';

/** The mathematics of an evaluation: templates in, figures out. Plain values both ways, so that a worker can do it. */
export interface ComputeJob extends ComputeOptions {
  readonly verification: VerificationInput | null;
  readonly identification: IdentificationInput | null;
}

export interface Computed {
  readonly verification: VerificationResult | null;
  readonly identification: IdentificationResult | null;
}

export type Compute = (job: ComputeJob, onShare: OnShare, signal?: AbortSignal) => Promise<Computed | null>;

/** Null where `onShare` answered false. */
export const computeHere: Compute = async (job, onShare) => {
  const verification = job.verification === null ? null : await verifyAll(job.verification, job, onShare);
  if (job.verification !== null && verification === null) return null;
  const identification = job.identification === null ? null : await identifyAll(job.identification, job, onShare);
  if (job.identification !== null && identification === null) return null;
  return { verification, identification };
};
