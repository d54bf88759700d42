import { z } from 'zod';
import { engineBackends, pageBackends } from '../../../models/experiments/latency/backends.ts';
import { faceKinds } from '../../../models/experiments/latency/formats.ts';
import { kernelKinds, questions } from '../../../models/experiments/latency/workloads.ts';

export const settingsSchema = z.object({
  /** The question that is looked at. */
  look: z.enum(questions),
  /** What is measured. */
  questions: z.array(z.enum(questions)).min(1).max(questions.length),
  engine: z.array(z.enum(engineBackends)).min(2).max(engineBackends.length),
  page: z.array(z.enum(pageBackends)).max(pageBackends.length),
  size: z.enum(['small', 'full']),
  /** Timed runs of each piece. */
  runs: z.number().int().min(5).max(200),
  kernel: z.enum(kernelKinds),
  /** Those that go through the network in its formats. */
  faces: z.enum(faceKinds),
  seed: z.number().int().min(0).max(0xffffffff),
});
export type Settings = z.infer<typeof settingsSchema>;
