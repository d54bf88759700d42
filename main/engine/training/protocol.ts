import type { NetworkChoice } from '../../../models/embed/networks/choice.ts';
import type { Point } from '../../../models/image.ts';
import type { Augmentation, DataChoice, Recipe } from '../../../models/train/recipe.ts';
import type {
  BaselinesReport,
  Collapse,
  EmbeddingFigures,
  PreparingReport,
  StepReport,
  ValidationReport,
} from '../../../models/train/reports.ts';
import type { Intervals, ValidationPoint } from '../../contract/training-reports.ts';
import type { StoredCrop } from '../protocol.ts';

export type SyntheticChoice = Extract<DataChoice, { source: 'synthetic' }>;

/** What a picture for training is made of. */
export type PictureOrder =
  | { readonly kind: 'synthetic'; readonly choice: SyntheticChoice; readonly index: number }
  | { readonly kind: 'crop'; readonly crop: StoredCrop }
  /** A picture file: the face nearest its middle. `landmarks`, where an earlier look found them already. */
  | { readonly kind: 'file'; readonly bytes: Uint8Array; readonly landmarks?: readonly Point[] };

/** What became of an order. `landmarks`: of a file in which a face was looked for. */
export type PictureResult =
  | { readonly ok: true; readonly jpeg?: Uint8Array; readonly landmarks?: readonly Point[] }
  | { readonly ok: false; readonly reason: string };

export type TrainingTask =
  /** Makes chips at the network's size and alignment. */
  | {
      readonly do: 'pictures';
      readonly network: Pick<NetworkChoice, 'backbone' | 'inputSize'>;
      readonly orders: readonly PictureOrder[];
      /** Keeps them in the process under these numbers, for a run or a preview. */
      readonly keep?: readonly number[];
      /** Answers them as JPEG of this side. */
      readonly jpeg?: number;
    }
  /** Kept pictures as training will see them, as JPEG. */
  | {
      readonly do: 'augment';
      readonly pictures: readonly number[];
      readonly size: number;
      readonly augmentation: Augmentation;
      readonly seed: number;
    }
  | { readonly do: 'describe'; readonly network: NetworkChoice }
  /** Trains on kept pictures. Answers when training has ended or was stopped; tells about itself by events until then. */
  | {
      readonly do: 'train';
      readonly recipe: Recipe;
      /** Numbers of kept pictures: position i is picture i of the run. */
      readonly pictures: Int32Array;
      readonly labels: Int32Array;
      readonly references: readonly string[];
      readonly checkpoint: Uint8Array | null;
      readonly checkpointSeconds: number;
    }
  /** Test pictures of the run that this process trained, by position, for the network that comes with the app to be held against. */
  | { readonly do: 'reference'; readonly positions: readonly number[]; readonly orders: readonly PictureOrder[] }
  /** Figures of that run's best network on people it was not trained on. */
  | { readonly do: 'finish' }
  /** A network as an ONNX file. */
  | { readonly do: 'export'; readonly choice: NetworkChoice; readonly network: Uint8Array };

export type ExportFormat = 'onnx' | 'tfjs-layers' | 'tfjs-graph';

/** Heeded between two steps, whatever else is queued. */
export type TrainingCommand = 'pause' | 'resume' | 'stop';

export interface NamedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export type TrainingAnswer =
  | { readonly did: 'pictures'; readonly results: readonly PictureResult[] }
  | { readonly did: 'augment'; readonly jpegs: readonly Uint8Array[] }
  | {
      readonly did: 'describe';
      readonly parameters: number;
      readonly trained: number;
      readonly macs: number;
      readonly msPerPicture: number;
    }
  | {
      readonly did: 'train';
      readonly end: 'budget' | 'patience' | 'not-a-number' | 'stopped';
      readonly collapse: Collapse | null;
      /** False: stopped before there was anything to keep or to test. */
      readonly begun: boolean;
    }
  | { readonly did: 'reference' }
  | { readonly did: 'finish'; readonly results: FinishResults }
  | { readonly did: 'export'; readonly onnx: Uint8Array };

export interface MeasuredFigures {
  readonly figures: EmbeddingFigures;
  readonly intervals: Intervals | null;
}

export interface FinishResults {
  readonly step: number;
  readonly validation: MeasuredFigures;
  readonly test: MeasuredFigures;
  readonly frFeature: MeasuredFigures | null;
  /** Of validation and test people together, in ascending strictness. */
  readonly thresholds: readonly { readonly fmr: number; readonly threshold: number }[];
}

export type TrainingEvent =
  /** Where it goes on from; null history at a new run's begin. */
  | {
      readonly event: 'begun';
      readonly step: number;
      readonly seconds: number;
      readonly history: {
        readonly steps: readonly StepReport[];
        readonly validations: readonly ValidationPoint[];
        readonly baselines: BaselinesReport | null;
      } | null;
    }
  | { readonly event: 'preparing'; readonly report: PreparingReport }
  | { readonly event: 'baselines'; readonly report: BaselinesReport }
  | { readonly event: 'steps'; readonly reports: readonly StepReport[] }
  | { readonly event: 'validation'; readonly report: ValidationReport }
  /** To be put on the disk. `network`: the best weights until now, where they are others than at the last checkpoint that had them. */
  | {
      readonly event: 'checkpoint';
      readonly step: number;
      readonly bytes: Uint8Array;
      readonly network: Uint8Array | null;
    }
  /** The last checkpoint came before. */
  | { readonly event: 'paused' }
  | { readonly event: 'resumed' };
