import { z } from 'zod';
import { bytes, defineCall, id } from './call.ts';
import { cameraFrameSchema } from './camera-frame.ts';
import { personRefSchema, stageTimesSchema } from './faces.ts';
import { faceDecisionSchema, thresholdSchema } from './identification.ts';

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
  pose: poseSchema,
  face: faceDecisionSchema,
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
});

export const deskCalls = {
  /**
   * One frame of a live camera, as the camera gives it or as a picture file's bytes. Frames of one camera are followed from one to the next; a decision is an event when it settles,
   * once a visit. One frame is in hand at a time: one that a newer frame overtook answers CANCELLED.
   */
  'desk.frame': defineCall(
    z.object({
      camera: id,
      image: z.union([cameraFrameSchema, bytes]),
      record: z.boolean().default(true),
    }),
    deskFrameSchema,
  ),
  /** Photos for the sample camera, from an installed package; empty where set-up has not put them. */
  'desk.samplePhotos': defineCall(z.object({}), z.object({ photos: z.array(bytes) })),
};

export type DeskTrack = z.infer<typeof deskTrackSchema>;
export type DeskFrame = z.infer<typeof deskFrameSchema>;
