import { z } from 'zod';
import { bytes, defineCall, id, personName, progressOfItems } from './call.ts';
import { errorCodes } from './errors.ts';
import { personRefSchema } from './faces.ts';
import { consentSchema } from './people.ts';

/** At most this many pictures in one call; a guided capture sends five. */
export const maxEnrolmentImages = 64;

/** Shots that one guided capture may have held at once. */
export const maxHeldShots = 16;

const enrolledSchema = z.object({
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
});

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
    enrolledSchema,
    progressOfItems,
  ),
  /**
   * A picture of a guided capture, analysed as it is taken and held in memory alone until `enrol.fromShots`, `enrol.dropShots` or two minutes in
   * which nothing is heard of the capture. Nothing is written. A picture that cannot be used is refused at once and not held. Ids are the
   * caller's: random ones, since whoever knows them can save.
   */
  'enrol.holdShot': defineCall(z.object({ capture: id, shot: id, image: bytes }), z.object({})),
  /** Forgets shots, those too that are being analysed; all of the capture without `shots`. What is not held is no error. */
  'enrol.dropShots': defineCall(
    z.object({ capture: id, shots: z.array(id).max(maxHeldShots).optional() }),
    z.object({}),
  ),
  /**
   * Enrols what is held, as `enrol.fromImages` does; waits for a shot that is still being analysed. NOT_FOUND with `details.missing` where one is
   * not held (any more), or was analysed by another model: nobody is enrolled then, and the pictures can be sent whole. Nothing is held afterwards.
   */
  'enrol.fromShots': defineCall(
    z.object({ capture: id, name: personName, shots: z.array(id).min(1).max(maxHeldShots), consent: consentSchema }),
    enrolledSchema,
  ),
};
