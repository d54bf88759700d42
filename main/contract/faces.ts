import { z } from 'zod';

/** What is said of one face in a picture, whoever it is. Pixels of the picture as decoded (upright). */
export const boxSchema = z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() });
export const pointSchema = z.object({ x: z.number(), y: z.number() });

export const qualitySchema = z.object({
  overall: z.number(),
  acceptable: z.boolean(),
  measures: z.array(
    z.object({
      name: z.enum(['size', 'sharpness', 'exposure', 'pose', 'edge']),
      value: z.number(),
      limit: z.number(),
      ok: z.boolean(),
      hint: z
        .enum([
          'move-closer',
          'move-back',
          'hold-still',
          'more-light',
          'less-light',
          'turn-to-camera',
          'move-into-frame',
        ])
        .optional(),
    }),
  ),
});

export const stageTimesSchema = z.object({
  decode: z.number(),
  detect: z.number(),
  landmarks: z.number(),
  quality: z.number(),
  align: z.number(),
  embed: z.number(),
  total: z.number(),
});

export const personRefSchema = z.object({ id: z.string(), name: z.string() });

export type FaceBox = z.infer<typeof boxSchema>;
export type FaceQualityReport = z.infer<typeof qualitySchema>;
export type StageMilliseconds = z.infer<typeof stageTimesSchema>;
export type PersonRef = z.infer<typeof personRefSchema>;
