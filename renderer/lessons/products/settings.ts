import { z } from 'zod';

/** What is typed in a cell: small enough to be followed by eye. */
export const CELL_MOST = 9;

const cell = z.number().min(-CELL_MOST).max(CELL_MOST);
const vector = z.array(cell).min(2).max(4);
const matrix = z
  .array(z.array(cell).min(1).max(3))
  .min(1)
  .max(3)
  .refine((rows) => rows.every((row) => row.length === rows[0]?.length));

export const productIds = ['dot', 'cross', 'outer', 'kronecker', 'hadamard'] as const;
export type ProductId = (typeof productIds)[number];

export const settingsSchema = z.object({
  product: z.enum(productIds),
  a: vector,
  b: vector,
  A: matrix,
  B: matrix,
  /** How many numbers of the result are worked out; null: all. */
  step: z.number().int().min(0).max(81).nullable(),
  /** From where the picture is seen: yaw and pitch in radians. */
  turn: z.tuple([z.number(), z.number().min(-1.5).max(1.5)]),
  /** Of the check's draws. */
  seed: z.number().int().min(0).max(0xffffffff),
});
export type Settings = z.infer<typeof settingsSchema>;
