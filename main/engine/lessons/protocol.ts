import type { ImportedModel, StoredCrop } from '../protocol.ts';

/** A task of a lesson's experiment. Names and input came from a page; in and out go numbers, texts and lists of them, as JSON has them. */
export interface LessonOrder {
  readonly lesson: string;
  readonly task: string;
  readonly input: unknown;
}

/** A picture kept of somebody enrolled; whose it is is a number from 0. For a task that asks for them. */
export interface EnrolledCrop {
  readonly person: number;
  readonly crop: StoredCrop;
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
