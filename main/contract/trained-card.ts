import { z } from 'zod';
import type { TrainedCard as Card } from '../../models/embed/trained-card.ts';
import { recipeSchema } from './recipe.ts';
import { measuredSchema } from './training-reports.ts';

const part = z.object({ people: z.number(), pictures: z.number() });

/** models/embed's TrainedCard. */
export const trainedCardSchema = z.object({
  runId: z.string(),
  at: z.string(),
  /** Without the paths of a folder or list: only whether the pictures were invented, enrolled or files. */
  recipe: recipeSchema,
  counts: z.object({ train: part, validation: part, test: part }),
  /** Of the weights kept: those of the best validation. */
  step: z.number(),
  seconds: z.number(),
  /** On people that neither training nor the choice of the weights saw. */
  test: measuredSchema,
  licenceNote: z.object({ en: z.string(), zh: z.string() }),
}) satisfies z.ZodType<Card>;

export type TrainedCard = z.infer<typeof trainedCardSchema>;
