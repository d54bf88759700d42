import { z } from 'zod';
import { CHALLENGE, GESTURES } from '../../models/liveness/challenge.ts';
import { CUE_NAMES } from '../../models/liveness/cues.ts';
import { PASSIVE_REASONS } from '../../models/liveness/passive.ts';
import { POLICIES } from '../../models/liveness/session.ts';
import { defineCall, id, instant } from './call.ts';

/** `off`: nothing is asked of a face. `passive`: cues, and a gesture in doubt. `challenge`: gestures, always. */
export const livenessPolicySchema = z.enum(POLICIES);

export const livenessReasons = [
  ...PASSIVE_REASONS,
  'TIME',
  'WRONG_GESTURE',
  'NONCE',
  'FACE_CHANGED',
  'GESTURES_MADE',
] as const;

export const livenessCueSchema = z.object({
  name: z.enum(CUE_NAMES),
  /** Null while there is nothing to measure it on. */
  value: z.number().nullable(),
  limit: z.number().nullable(),
  says: z.enum(['live', 'attack', 'nothing']),
});

/** Whether one face at the Desk is alive, as far as is known (docs/liveness.md). */
export const livenessSchema = z.object({
  policy: livenessPolicySchema,
  state: z.enum(['undecided', 'passed', 'failed']),
  reasons: z.array(z.enum(livenessReasons)),
  /** Empty until enough of the face was seen. */
  cues: z.array(livenessCueSchema),
  /** The gestures that are asked of it; null where none are. */
  challenge: z
    .object({
      /** Used once. A client that says which challenge its frames answer is refused where it is another. */
      nonce: z.string(),
      gestures: z.number(),
      done: z.number(),
      /** What to do now; null: look into the camera. Left and right are the person's own. */
      asked: z.enum(GESTURES).nullable(),
      /** Until the time for it is over. */
      msLeft: z.number(),
    })
    .nullable(),
});

/** What is held before the camera in a self-test. `other`: what the site thinks of. */
export const livenessSpecies = ['genuine', 'photo-held', 'photo-moved', 'display', 'video', 'other'] as const;
export const livenessSpeciesSchema = z.enum(livenessSpecies);

/** One row of a site's table; see models/liveness/pad.ts for what rate and bound are. */
export const livenessRowSchema = z.object({
  species: livenessSpeciesSchema,
  presentations: z.number(),
  sources: z.number(),
  passed: z.number(),
  failed: z.number(),
  undecided: z.number(),
  /** APCER of an attack, BPCER of genuine presentations: by cues alone, an undecided one counts as not passed. */
  rate: z.number().nullable(),
  bound: z.number().nullable(),
});

export const livenessLimitsSchema = z.object({
  shutEye: z.number(),
  turn: z.number(),
  relief: z.number(),
  flat: z.number(),
  still: z.number(),
  screen: z.number(),
  antispoof: z.number().nullable(),
  liveness: z.number().nullable(),
});

export const livenessTrialSchema = z.object({
  id: z.string(),
  at: instant,
  species: livenessSpeciesSchema,
  source: z.string(),
  state: z.enum(['undecided', 'passed', 'failed']),
  cues: z.array(livenessCueSchema),
});

const source = z.string().trim().min(1).max(60);

export const livenessCalls = {
  'liveness.state': defineCall(
    z.object({}),
    z.object({
      policy: livenessPolicySchema,
      limits: livenessLimitsSchema,
      /** Limits that the site's own presentations moved. */
      moved: z.array(z.enum(['relief', 'flat', 'still', 'screen', 'antispoof', 'liveness'])),
      rows: z.array(livenessRowSchema),
      trials: z.array(livenessTrialSchema),
      gestureSeconds: z.number(),
    }),
  ),
  /**
   * Begins one presentation of the self-test before this camera: its face is looked at anew, by cues alone, and nothing that happens there
   * is an event until the test ends, or for a minute. `source`: which person, print or recording it is, so that repetitions are not counted as more.
   */
  'liveness.testBegin': defineCall(
    z.object({ camera: id, species: livenessSpeciesSchema, source }),
    z.object({ seconds: z.number() }),
  ),
  /** Ends it: the numbers of the one face in view are kept, or nothing is. NO_FACE, MULTIPLE_FACES, NOT_FOUND where no test is going on. */
  'liveness.testEnd': defineCall(z.object({ camera: id, keep: z.boolean() }), livenessTrialSchema.nullable()),
  /** Erases one presentation, or all of them. The limits follow. */
  'liveness.erase': defineCall(z.object({ id: id.optional() }), z.object({ erased: z.number() })),
};

export const gestureSeconds = CHALLENGE.gestureLimitMs / 1000;

export type DeskLiveness = z.infer<typeof livenessSchema>;
export type LivenessSpecies = (typeof livenessSpecies)[number];
export type LivenessRow = z.infer<typeof livenessRowSchema>;
export type LivenessTrial = z.infer<typeof livenessTrialSchema>;
export type LivenessReasonCode = (typeof livenessReasons)[number];
