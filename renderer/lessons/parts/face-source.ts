import { z } from 'zod';

export const faceKinds = ['synthetic', 'enrolled', 'photo', 'camera'] as const;
export type FaceKind = (typeof faceKinds)[number];

/** People who do not exist are numbered so far. */
export const syntheticPeople = 1000;

/**
 * Where a lesson's face comes from: all that a link says of it. Which enrolled person, photo or frame it is stays on this page, and a
 * link opened elsewhere asks for one of that kind.
 */
export const faceSourceSchema = z.object({
  kind: z.enum(faceKinds),
  /** Which synthetic person; kept while another kind is chosen. */
  seed: z
    .number()
    .int()
    .min(0)
    .max(syntheticPeople - 1),
});
export type FaceSource = z.infer<typeof faceSourceSchema>;

export const defaultFace: FaceSource = { kind: 'synthetic', seed: 0 };
