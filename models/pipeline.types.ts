import type { Box, Point, RgbImage } from './image.ts';

/** One measured property of a face with its documented limit; `hint` says what to do when it is not met. */
export interface QualityMeasure {
  readonly name: 'size' | 'sharpness' | 'exposure' | 'pose' | 'edge';
  readonly value: number;
  readonly limit: number;
  readonly ok: boolean;
  readonly hint?: QualityHint;
}
export type QualityHint =
  | 'move-closer'
  | 'move-back'
  | 'hold-still'
  | 'more-light'
  | 'less-light'
  | 'turn-to-camera'
  | 'move-into-frame';

export interface FaceQuality {
  /** 0..1, the weakest measure relative to its limit; weights templates of one person against each other. */
  readonly overall: number;
  readonly acceptable: boolean;
  readonly measures: readonly QualityMeasure[];
}

/** Degrees; yaw positive when the person turns to their left, pitch positive when looking up, roll positive clockwise in the image. */
export interface HeadPose {
  readonly yaw: number;
  readonly pitch: number;
  readonly roll: number;
}

/** A face as found in one image. Coordinates are pixels of the image given. */
export interface AnalysedFace {
  readonly box: Box;
  /** Detector's score, 0..1. */
  readonly detection: number;
  /** Image-left eye, image-right eye, nose tip, image-left and image-right mouth corner. */
  readonly landmarks: readonly [Point, Point, Point, Point, Point];
  /** 468 × (x, y, z), pixels. */
  readonly mesh: Float32Array;
  readonly pose: HeadPose;
  readonly quality: FaceQuality;
  /** Aligned crop as the network sees it (RGB, upright). */
  readonly chip: RgbImage;
  /** L2-normalised; length = the model's dimension. */
  readonly template: Float32Array;
}

/** Milliseconds by stage. */
export interface StageTimes {
  readonly decode: number;
  readonly detect: number;
  readonly landmarks: number;
  readonly quality: number;
  readonly align: number;
  readonly embed: number;
  readonly total: number;
}

export interface AnalyseOptions {
  /** `still` searches several scales and tiles for small faces; `frame` is one pass of the detector. Default `frame`. */
  readonly search?: 'frame' | 'still';
  /** Keep only the face nearest the image centre (evaluation protocols), before the costly stages. */
  readonly only?: 'nearest-centre' | 'all';
  readonly maxFaces?: number;
  /** False: templates are empty, for whoever wants faces and landmarks alone. */
  readonly embed?: boolean;
}

/** What a frame says of a face that is followed from the frame before: where it is and how well it is seen, not who. */
export type FollowedFaceSeen = Pick<AnalysedFace, 'box' | 'landmarks' | 'pose' | 'quality'> & {
  /** Where liveness asks for it; 468 × (x, y, z), pixels. */
  readonly mesh?: Float32Array;
};

export interface FollowedFrame {
  readonly width: number;
  readonly height: number;
  /** In the order in which they were asked for. */
  readonly followed: readonly FollowedFaceSeen[];
  readonly ms: Omit<StageTimes, 'decode'>;
}

export interface ImageAnalysis {
  readonly width: number;
  readonly height: number;
  readonly modelId: string;
  readonly faces: readonly AnalysedFace[];
  readonly ms: Omit<StageTimes, 'decode'>;
}
