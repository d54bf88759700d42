import { z } from 'zod';
import { faceSourceSchema } from '../parts/face-source.ts';

export const looks = ['graph', 'space'] as const;
export const measures = ['parameters', 'macs', 'ms'] as const;
export type Measure = (typeof measures)[number];
/** What a network whose maker nobody asked is given: bytes from 0 to 1, from −1 to 1, or as they are. */
export const ranges = ['unit', 'signed', 'bytes'] as const;

export const settingsSchema = z.object({
  /** `use`: the network in use; `unknown`: a file with an operation that nobody knows; `dropped`: one that a person brings; else its id. */
  network: z.string().min(1).max(80),
  look: z.enum(looks),
  /** The layer looked at, from 0; beyond the last: the last. */
  layer: z.number().int().min(0).max(20_000),
  measure: z.enum(measures),
  range: z.enum(ranges),
  face: faceSourceSchema,
  /** Of the picture in three dimensions, in radians. */
  turn: z.tuple([z.number().min(-10).max(10), z.number().min(-1.5).max(1.5)]),
  /** Times that each layer is run to be timed. */
  runs: z.number().int().min(1).max(20),
  seed: z.number().int().min(0).max(0xffffffff),
});
export type Settings = z.infer<typeof settingsSchema>;
