import type { Point } from '../image.ts';
import type { TrainedCard } from './trained-card.ts';

/** How many errors allow a threshold to be named: FMR → score; a face is accepted when `score >= threshold`. */
export interface ThresholdTable {
  /** What the scores were measured on, in words a person can judge ("LFW DEV, 250² deep-funneled, 3,0xx images"). */
  readonly measuredOn: string;
  /** False match rate → the smallest threshold that promises at most this rate, ascending in strictness. */
  readonly verify: readonly { readonly fmr: number; readonly threshold: number }[];
}

/**
 * Everything the pipeline must know of an embedding network. A third model is one more record; no other code changes.
 * Score is always cosine similarity of L2-normalised templates: higher is closer.
 */
export interface ModelRecord {
  readonly id: string;
  /** What people call it, where that is not the id. */
  readonly name?: string;
  readonly version: string;
  /** SHA-256 (hex) of the weights as unpacked; templates name `id`, so other weights need another id. */
  readonly sha256: string;
  readonly kind: 'onnx' | 'tfjs-function';
  /** File below the weights folder, as the weights manifest names it; of an imported model, the name under which its file is asked for. */
  readonly weights: string;
  readonly dimension: number;
  /** Side of the square chip in pixels. */
  readonly inputSize: number;
  readonly channelOrder: 'rgb' | 'bgr';
  readonly layout: 'nchw' | 'nhwc';
  /** The network sees `(value - mean) / std`, values 0..255. */
  readonly mean: number;
  readonly std: number;
  /** Where image-left eye, image-right eye, nose tip, image-left and image-right mouth corner land on the chip, in pixels. */
  readonly chip: readonly [Point, Point, Point, Point, Point];
  /** Average the template with that of the mirrored chip: steadier, twice the time. */
  readonly mirrorAverage: boolean;
  /** Without rows nobody is accepted: an imported model begins so. */
  readonly thresholds: ThresholdTable;
  readonly licence: string;
  /** Shown to the user before the model is chosen; says where the training data is not stated. */
  readonly provenance: { readonly en: string; readonly zh: string };
  /** Whether its makers say what it was trained on. */
  readonly trainingDataStated: boolean;
  /** Set for a model that a person brought: when, and what its self-test showed. */
  readonly imported?: { readonly at: string; readonly selfTest: SelfTest };
  /** Set for a model that was trained here; `imported` is, too, since its file lies with those. */
  readonly trained?: TrainedCard;
}

/** Cosines of an imported model on sample faces: the same face altered (the worst), and different people (the nearest). */
export interface SelfTest {
  readonly same: number;
  readonly different: number;
}
