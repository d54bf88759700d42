import type { Described } from '../../models/embed/describe-onnx.ts';
import type { ModelRecord, SelfTest } from '../../models/embed/record.ts';
import type { RgbImage } from '../../models/image.ts';
import type { PixelCues } from '../../models/liveness/sample.ts';
import type { AnalysedFace, AnalyseOptions, FollowedFaceSeen, StageTimes } from '../../models/pipeline.types.ts';
import type { NamedFile } from '../../models/runtime/tfjs-files.ts';
import type { PlacedFace } from '../../models/track/follow.ts';
import type { FramePart } from '../../models/track/frame-part.ts';
import type { CameraFrame } from '../contract/camera-frame.ts';
import type { ErrorCode } from '../contract/errors.ts';
import type { ComparisonAnswer, ComparisonReport, ComparisonTask } from './compare/protocol.ts';
import type { NetworkAnswer, NetworkTask } from './lessons/network-protocol.ts';
import type { EnrolledCrop, LessonAnswer, LessonNetwork, LessonOrder, LessonStep } from './lessons/protocol.ts';
import type {
  ExportFormat,
  TrainingAnswer,
  TrainingCommand,
  TrainingEvent,
  TrainingTask,
} from './training/protocol.ts';

/** What the host asks of the engine process, by structured clone. One request in, one reply out, matched by `id`. */
export type EngineRequest =
  | { readonly id: number; readonly kind: 'describe' }
  | {
      readonly id: number;
      readonly kind: 'analyse';
      readonly modelId: string;
      readonly imported?: ImportedModel | undefined;
      readonly image: PictureInput;
      readonly options: EngineAnalyseOptions;
    }
  | {
      readonly id: number;
      readonly kind: 'embed';
      readonly modelId: string;
      readonly imported?: ImportedModel | undefined;
      readonly crops: readonly StoredCrop[];
    }
  | { readonly id: number; readonly kind: 'try'; readonly imported: ImportedModel }
  | { readonly id: number; readonly kind: 'training'; readonly task: TrainingTask }
  /** Not queued and not answered. */
  | { readonly id: number; readonly kind: 'training-command'; readonly command: TrainingCommand }
  | { readonly id: number; readonly kind: 'comparison'; readonly task: ComparisonTask }
  | {
      readonly id: number;
      readonly kind: 'lesson';
      readonly order: LessonOrder;
      readonly network: LessonNetwork;
      readonly enrolled: readonly EnrolledCrop[];
    }
  | { readonly id: number; readonly kind: 'network'; readonly task: NetworkTask }
  | { readonly id: number; readonly kind: 'convert'; readonly brought: BroughtFiles }
  | { readonly id: number; readonly kind: 'export'; readonly order: ExportOrder };

/** A TensorFlow.js network as a person brings it: model.json and its weights, and what they say of it. */
export interface BroughtFiles {
  readonly files: readonly NamedFile[];
  readonly said: Described;
}

/** A network that is to be written as files. */
export interface ExportOrder {
  /** Its ONNX file; null for one that came with the app as a function and its weights. */
  readonly onnx: Uint8Array | null;
  readonly record: ModelRecord;
  readonly format: ExportFormat;
}

/**
 * A model that a person brought. It goes along with every request, so that an engine that starts again after a crash
 * knows it: `file` is read and held to the record's SHA-256 when it is opened.
 */
export interface ImportedModel {
  readonly record: ModelRecord;
  readonly file: string;
}

/** What a trial of an imported model showed. */
export interface EngineTrial extends SelfTest {
  /** Numbers a face. */
  readonly dimension: number;
}

/** A part of a camera's frame: a picture file's bytes, and where it lies. Faces can only be followed in it. */
export interface PartOfFrame {
  readonly part: FramePart;
  readonly data: Uint8Array;
}

/** A picture as a file's bytes, as pixels, or as a camera gives it. */
export type PictureInput = Uint8Array | RgbImage | CameraFrame | PartOfFrame;

export interface EngineAnalyseOptions extends AnalyseOptions {
  /** Also cut a portrait of each face, to be kept with its template. */
  readonly portraits?: boolean;
  /** Also make of each face a picture of the whole frame in which all others are pixelated. */
  readonly snapshots?: boolean;
  /** Asked of a process that serves nothing but a long job: it runs at a lower priority from then on. */
  readonly background?: boolean;
  /** Asked for liveness: `mesh` of followed faces, too; `pixels`: also what the pixels of faces in a full frame say. */
  readonly liveness?: 'mesh' | 'pixels' | undefined;
  /**
   * Faces of the frame before: answered with EngineFollowed where all are surely still there, else analysed in full; of a part of a frame
   * WHOLE_FRAME_NEEDED is answered then.
   */
  readonly follow?: readonly PlacedFace[] | undefined;
}

/** An upright crop wide enough for any model's chip, with the five landmarks in its own pixels. */
export interface StoredCrop {
  readonly png: Uint8Array;
  readonly landmarks: readonly { readonly x: number; readonly y: number }[];
}

export interface EngineFace extends Omit<AnalysedFace, 'chip'> {
  readonly portrait?: StoredCrop;
  /** Where `liveness` asked for it. */
  readonly pixels?: PixelCues;
  /** JPEG. */
  readonly snapshot?: Uint8Array;
}

export interface EngineAnalysis {
  readonly width: number;
  readonly height: number;
  readonly modelId: string;
  readonly faces: readonly EngineFace[];
  readonly ms: StageTimes;
}

/** A frame in which faces were only followed. */
export interface EngineFollowed {
  readonly width: number;
  readonly height: number;
  readonly modelId: string;
  /** In the order of `follow`. */
  readonly followed: readonly FollowedFaceSeen[];
  readonly ms: StageTimes;
}

export interface EngineDescription {
  /** Which backend runs the networks, and why that one. */
  readonly backend: string;
  readonly reason: string;
  readonly alternatives: readonly { readonly id: string; readonly available: boolean; readonly reason: string }[];
  readonly node: string;
}

export type EngineReply =
  | {
      readonly id: number;
      readonly ok: true;
      readonly value:
        | EngineAnalysis
        | EngineFollowed
        | EngineDescription
        | EngineTrial
        | TrainingAnswer
        | ComparisonAnswer
        | LessonAnswer
        | NetworkAnswer
        | readonly NamedFile[]
        | Uint8Array
        | readonly Float32Array[];
    }
  | { readonly id: number; readonly ok: false; readonly code: ErrorCode; readonly message: string }
  /** Before the reply of a request that takes long. */
  | { readonly id: number; readonly event: TrainingEvent | ComparisonReport | LessonStep };
