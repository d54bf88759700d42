import type { z } from 'zod';
import type { CheckResult, Progress } from '../../../models/experiments/check.ts';
import type { Texts } from '../../texts/define.ts';

export type LessonId =
  | 'products'
  | 'distances'
  | 'scaling'
  | 'losses'
  | 'metric'
  | 'normalization'
  | 'padding'
  | 'downsampling'
  | 'upsampling'
  | 'transposed-conv'
  | 'separable'
  | 'anatomy'
  | 'auxiliary'
  | 'batch-lr'
  | 'latency'
  | 'viewer'
  | 'low-level'
  | 'high-level'
  | 'causality';

/** Regions of the map of topics, in its order. */
export const topics = ['measuring', 'learning', 'layers', 'networks', 'field'] as const;
export type TopicId = (typeof topics)[number];

/** What every lesson says of itself on the map: its name, its claim in short. */
export interface CardTexts {
  readonly title: string;
  readonly short: string;
}

/** A lesson on the map. Small: the map knows all of them before any is opened. */
export interface LessonCard {
  readonly id: LessonId;
  readonly topic: TopicId;
  readonly texts: { readonly en: CardTexts; readonly zh: CardTexts };
}

/** What a lesson's view, its folder's `view.tsx`, is given. */
export interface ViewProps<S> {
  readonly settings: S;
  readonly change: (part: Partial<S>) => void;
}

/** What is played, paused and stepped through: a place in the settings, so that it is in the link like everything else. */
export interface Sequence<S> {
  readonly length: (settings: S) => number;
  readonly at: (settings: S) => number;
  readonly to: (step: number) => Partial<S>;
}

/**
 * A lesson. Its texts hold, beside its own, those that the frame asks for by these names: `claim`, `claimSource`, `question`,
 * `option_<id>`, `preset_<id>`, `presetWhy_<id>`, `finding_<id>` and where it can be conditional `when_<id>`, `measured`,
 * `symbol_<id>`, `formula_<id>`, `use_<id>`. A test looks for each.
 */
export interface Lesson<S extends object = object> {
  readonly card: LessonCard;
  readonly texts: Texts<Readonly<Record<string, string>>>;
  /** Reads a link's settings; whatever it refuses is told to the reader, never put right in silence. */
  readonly schema: z.ZodType<S>;
  /** Three or more, the first is what one sees first; one of them fails, and its text says why. */
  readonly presets: readonly { readonly id: string; readonly settings: S; readonly fails?: true }[];
  /** Whether what a preset's text speaks of is still there after a change; none: always. */
  readonly stillShows?: (preset: S, settings: S) => boolean;
  readonly prediction: {
    readonly options: readonly string[];
    /** Which of the options the check found true. */
    readonly answer: (result: CheckResult) => string;
  };
  readonly sequence?: Sequence<S>;
  /** TeX; what is bound to a control is written \htmlData{symbol=ID}{…} (`sym`). */
  readonly formulas: readonly { readonly id: string; readonly tex: string }[];
  readonly symbols: readonly { readonly id: string; readonly tex: string }[];
  /** How often the check repeats its trainings, from other beginnings, unless a reader chooses another number; none: it has none to repeat. */
  readonly repeats?: number;
  /** What of the check only a page can compute: comes before it, and goes into its input. Rejects when `signal` ends it. */
  readonly before?: (settings: S, onStep: (step: Progress) => void, signal: AbortSignal) => Promise<object>;
  /** What the check gets. */
  readonly checkInput: (settings: S, repeats: number) => object;
  /** Places in the app that use it, or in its source where there is nothing to look at. */
  readonly uses: readonly { readonly id: string; readonly href?: string; readonly file: string }[];
  readonly sources: readonly string[];
}

export const defineLesson = <S extends object>(lesson: Lesson<S>): Lesson<S> => lesson;

/** A part of a formula that lights up with its control, and the control with it. */
export const sym = (id: string, tex: string): string => `\\htmlData{symbol=${id}}{${tex}}`;
