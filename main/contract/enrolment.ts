import { z } from 'zod';
import { bytes, defineCall, personName, progressOfItems } from './call.ts';
import { errorCodes } from './errors.ts';
import { personRefSchema } from './faces.ts';
import { consentSchema } from './people.ts';

/** At most this many pictures in one call; a guided capture sends five. */
export const maxEnrolmentImages = 64;

export const enrolmentCalls = {
  /**
   * Adds templates under a name: a new person, or more templates of the person who has this exact name already.
   * A picture with several faces is refused with MULTIPLE_FACES unless `face` says which (0 is the leftmost).
   * Succeeds when at least one picture was accepted; the others are listed with the reason.
   */
  'enrol.fromImages': defineCall(
    z.object({
      name: personName,
      images: z.array(bytes).min(1).max(maxEnrolmentImages),
      consent: consentSchema,
      origin: z.enum(['photo', 'camera', 'video']).default('photo'),
      face: z.number().int().min(0).optional(),
      /** Accept pictures that the quality gate would refuse. */
      force: z.boolean().optional(),
    }),
    z.object({
      person: personRefSchema,
      accepted: z.number(),
      /** The templates made, to be taken back. */
      templateIds: z.array(z.string()),
      rejected: z.array(
        z.object({
          index: z.number(),
          code: z.enum(errorCodes),
          message: z.string(),
          hints: z.array(z.string()),
        }),
      ),
      /** Somebody else whose templates are closer than the identification threshold: perhaps the same person twice. */
      looksLike: z.array(personRefSchema.extend({ score: z.number() })),
      msToSearchable: z.number(),
    }),
    progressOfItems,
  ),
};
