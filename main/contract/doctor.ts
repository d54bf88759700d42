import { z } from 'zod';
import { defineCall } from './call.ts';

export const checkSchema = z.object({
  name: z.string(),
  state: z.enum(['ok', 'missing', 'broken']),
  /** What runs, in words. */
  found: z.string(),
  /** What its absence costs, and what to do; empty when all is well. */
  cost: z.string(),
});

export const doctorCalls = {
  'doctor.run': defineCall(
    z.object({}),
    z.object({ healthy: z.boolean(), checks: z.array(checkSchema), selfTestMs: z.number().nullable() }),
  ),
};

export type DoctorCheck = z.infer<typeof checkSchema>;
