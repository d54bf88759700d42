import { z } from 'zod';
import { doorStatusSchema } from './access-decision.ts';
import { bytes, defineCall, id, instant } from './call.ts';
import { cameraFrameSchema, enoughSchema, framePartSchema } from './camera-frame.ts';
import { personRefSchema, stageTimesSchema } from './faces.ts';
import { faceDecisionSchema, thresholdSchema } from './identification.ts';
import { livenessSchema } from './liveness.ts';

/** Degrees; yaw positive when the person turns to their left, pitch positive when looking up, roll clockwise in the image. */
export const poseSchema = z.object({ yaw: z.number(), pitch: z.number(), roll: z.number() });

/**
 * One face followed through the frames of a camera. `face` is this frame's own measurement (in a followed frame, its comparison is that of
 * the last frame that was compared); `state` is what enough frames agree on.
 */
export const deskTrackSchema = z.object({
  id: z.number(),
  state: z.enum(['deciding', 'accepted', 'unknown', 'rejected']),
  /** Set when `state` is `accepted`. */
  person: personRefSchema.nullable(),
  /** Frames in a row that agree, out of `settings.agreeingFrames`. */
  agreeing: z.number(),
  /** The event that was noted of this face in this state; null where another face's visit stands for it, or none is noted. */
  event: z.string().nullable(),
  pose: poseSchema,
  face: faceDecisionSchema,
  /**
   * Under a policy, whether it is alive; null with none. Then `accepted` needs it passed: before, a person who is recognised is `deciding`, and one
   * whose liveness failed is `rejected`.
   */
  liveness: livenessSchema.nullable(),
});

/**
 * What a softmax recogniser of the same people says: a head on the same features, trained on the enrolled templates in the
 * background. It has to be trained anew whenever somebody joins or leaves; until then it is `stale` and answers for the people it knows.
 */
export const deskSoftmaxSchema = z.object({
  /** `too-few`: fewer than two people; `failed`: training did not end well, and is tried again when people change. */
  state: z.enum(['too-few', 'learning', 'ready', 'failed']),
  /** True while it answers for other people than are enrolled now. */
  stale: z.boolean(),
  /** Whom it can answer with. */
  people: z.number(),
  trainedAt: instant.nullable(),
  /** Milliseconds that the last training took. */
  trainMs: z.number().nullable(),
  answers: z.array(
    z.object({
      /** The track's id. */
      track: z.number(),
      /** Its answer, whoever it is before the camera; null when that person was erased since. */
      person: personRefSchema.nullable(),
      probability: z.number(),
      /** Minus the free energy: log-sum-exp of the logits; higher is surer. */
      energy: z.number(),
      /** Whether a rejection by this score would refuse; null where there are too few people to choose a threshold by. */
      refused: z.object({ byProbability: z.boolean().nullable(), byEnergy: z.boolean().nullable() }),
    }),
  ),
});

export const deskFrameSchema = z.object({
  width: z.number(),
  height: z.number(),
  tracks: z.array(deskTrackSchema),
  ms: stageTimesSchema.extend({ search: z.number() }),
  threshold: thresholdSchema,
  modelId: z.string(),
  /** True where settled faces were only followed: detector, embedding and search rested for this frame. */
  followed: z.boolean(),
  /** In this picture of a part of the next frame the faces can be followed; null where only a whole frame will do. */
  enough: enoughSchema.nullable(),
  /** Where it was asked for. */
  softmax: deskSoftmaxSchema.optional(),
  /** Where the desk runs as a door. */
  door: doorStatusSchema.optional(),
});

export const deskCalls = {
  /**
   * One frame of a live camera, as the camera gives it or as a picture file's bytes. Frames of one camera are followed from one to the next; a decision is an event when it settles,
   * once a visit. One frame is in hand at a time: one that a newer frame overtook answers CANCELLED.
   * Of a frame in which faces are only followed their surroundings are enough (`enough` of the answer before): a third of the bytes to be
   * compressed, sent and read again. Where that does not do after all, the answer is WHOLE_FRAME_NEEDED, and nothing has changed.
   */
  'desk.frame': defineCall(
    z.object({
      camera: id,
      image: z.union([cameraFrameSchema, bytes]),
      /** Set when `image` is a file of a part of the frame. */
      part: framePartSchema.optional(),
      record: z.boolean().default(true),
      /** Also what softmax says. Costs nothing while it is off. */
      softmax: z.boolean().default(false),
      /** The number of the liveness challenge that this frame answers; where it is not the one that was asked, the challenge fails. */
      nonce: id.optional(),
      /** The desk runs as this door, with this camera: decisions are access's, and its events take the place of identifications. */
      door: z.object({ id, camera: z.string().max(200) }).optional(),
    }),
    deskFrameSchema,
  ),
  /** Photos for the sample camera, from an installed package; empty where set-up has not put them. */
  'desk.samplePhotos': defineCall(z.object({}), z.object({ photos: z.array(bytes) })),
};

export type DeskSoftmax = z.infer<typeof deskSoftmaxSchema>;
export type DeskTrack = z.infer<typeof deskTrackSchema>;
export type DeskFrame = z.infer<typeof deskFrameSchema>;
