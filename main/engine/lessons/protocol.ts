import type { ImportedModel } from '../protocol.ts';

/** A task of a lesson's experiment. Names and input came from a page; in and out go numbers, texts and lists of them, as JSON has them. */
export interface LessonOrder {
  readonly lesson: string;
  readonly task: string;
  readonly input: unknown;
}

/** Which network the app uses, for tasks that look into it. */
export interface LessonNetwork {
  readonly modelId: string;
  readonly imported?: ImportedModel | undefined;
}

export interface LessonAnswer {
  readonly result: unknown;
}

/** How far it is: whatever the task yields. */
export interface LessonStep {
  readonly step: unknown;
}
