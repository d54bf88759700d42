import { z } from 'zod';
import { defineCall } from './call.ts';
import { errorSchema } from './errors.ts';

/** One text in both languages. */
export const wordsSchema = z.object({ en: z.string(), zh: z.string() });

export const checkIds = [
  'node',
  'gallery-index',
  'native-tensorflow',
  'electron',
  'ffmpeg',
  'camera',
  'disk',
  'engine',
  'model',
  'gallery',
  'key',
  'self-test',
] as const;

export const checkSchema = z.object({
  id: z.enum(checkIds),
  name: wordsSchema,
  state: z.enum(['ok', 'missing', 'broken']),
  /** What runs; or the error that a call of the engine ended with, whose code has its texts in the page. */
  found: z.union([wordsSchema, errorSchema]),
  /** What its absence costs, and what to do; null when all is well. */
  cost: wordsSchema.nullable(),
});

export const doctorCalls = {
  'doctor.run': defineCall(
    z.object({}),
    z.object({ healthy: z.boolean(), checks: z.array(checkSchema), selfTestMs: z.number().nullable() }),
  ),
};

export type Words = z.infer<typeof wordsSchema>;
export type CheckId = (typeof checkIds)[number];
export type DoctorCheck = z.infer<typeof checkSchema>;
