import { z } from 'zod';
import { distanceIds } from '../../../models/distances/registry.ts';
import { faceSourceSchema } from '../parts/face-source.ts';

/** Where the points of each picture may lie. */
export const NUMBERS_MOST = 3;
export const AMOUNTS_MOST = 4;
export const WORD_MOST = 10;
export const P_RANGE = [0.25, 16] as const;
export const RADIUS_RANGE = [0.05, 3] as const;

const points = (low: number, high: number) => {
  const point = z.tuple([z.number().min(low).max(high), z.number().min(low).max(high)]);
  return z.object({ a: point, b: point, c: point });
};
const word = z.string().max(WORD_MOST);

export const settingsSchema = z.object({
  distance: z.enum(distanceIds),
  /** Of Minkowski. */
  p: z.number().min(P_RANGE[0]).max(P_RANGE[1]),
  /** Of Mahalanobis: the spread along x and y, and their correlation. */
  spread: z.object({
    x: z.number().min(0.2).max(3),
    y: z.number().min(0.2).max(3),
    correlation: z.number().min(-0.95).max(0.95),
  }),
  /** Of the ball about a. */
  radius: z.number().min(RADIUS_RANGE[0]).max(RADIUS_RANGE[1]),
  numbers: points(-NUMBERS_MOST, NUMBERS_MOST),
  amounts: points(0, AMOUNTS_MOST),
  /** The first two of three shares; two that sum to more than 1 are told so. */
  shares: points(0, 1),
  words: z.tuple([word, word]),
  /** How many entries of the edit distance's table are worked out; null: all. */
  step: z
    .number()
    .int()
    .min(0)
    .max((WORD_MOST + 1) ** 2)
    .nullable(),
  face: faceSourceSchema,
  /** Of the check's draws and of the axioms'. */
  seed: z.number().int().min(0).max(0xffffffff),
});
export type Settings = z.infer<typeof settingsSchema>;
export type Point = readonly [number, number];
