import type { FivePoints } from '../align/five-points.ts';
import type { ModelRecord } from '../embed/record.ts';
import type { RgbImage } from '../image.ts';
import type { Network } from '../network.ts';
import type { EagerExecutor, Executor } from '../runtime/types.ts';
import type { EngineBackendId } from './latency/backends.ts';

/** The app's own embedding network, as a file. */
export interface NetworkInUse {
  readonly record: ModelRecord;
  readonly onnx: Uint8Array;
}

/** A picture kept of somebody enrolled, upright; whose it is is a number from 0 that means nothing elsewhere. */
export interface EnrolledFace {
  readonly person: number;
  readonly picture: RgbImage;
  readonly landmarks: FivePoints;
}

/** Ways to open the engine's backends, by the names of the lesson on latency. Each rejects with the reason where it does not load. */
export type EngineBackends = Readonly<Record<EngineBackendId, () => Promise<Executor | EagerExecutor>>>;

/** What a task that runs in the engine is given beside its input. */
export interface EngineTools {
  readonly executor: Executor | EagerExecutor;
  /** The network in use when the task was asked for; read when it is first called. Rejects where its file is missing or broken. */
  readonly network?: () => Promise<NetworkInUse>;
  readonly backends?: EngineBackends;
  /** The app's face detector, opened anew; whoever asked releases it. */
  readonly detector?: () => Promise<Network>;
  /** Of people with two pictures at least, where the task's input asks for them (`asksForEnrolled`). */
  readonly enrolled?: () => Promise<readonly EnrolledFace[]>;
}

/**
 * Tasks that need native speed, by lesson: they run in the engine, all others in a worker of the page. Whoever trains a network
 * belongs here: a step of a small convolutional one takes there a fifth to a tenth of what TensorFlow.js takes in a page.
 * Beside a line here a lesson has one in main/engine/lessons/experiments.ts.
 */
export const inEngine = {
  metric: ['check', 'train', 'ways', 'classic', 'uses'],
  normalization: ['check', 'train'],
  'batch-lr': ['check', 'train'],
  auxiliary: ['check', 'gradients', 'train'],
  anatomy: ['check', 'walk', 'narrow', 'shots'],
  viewer: ['check'],
  downsampling: ['check', 'cost'],
  upsampling: ['check', 'train', 'cost'],
  separable: ['check', 'train', 'time'],
  latency: ['check', 'engine', 'precision'],
  'low-level': ['check', 'train', 'distance'],
  'high-level': ['check', 'study', 'detect'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type EngineLessonId = keyof typeof inEngine;

export const runsInEngine = (lesson: string, task: string): lesson is EngineLessonId =>
  Object.hasOwn(inEngine, lesson) && (inEngine[lesson as EngineLessonId] as readonly string[]).includes(task);

const takesEnrolled: ReadonlyMap<string, readonly string[]> = new Map([['latency', ['check', 'precision']]]);

/** Whether a task wants pictures of enrolled people: the host hands them to the engine, and no page sees them. */
export const asksForEnrolled = (lesson: string, task: string, input: unknown): boolean =>
  takesEnrolled.get(lesson)?.includes(task) === true && (input as { faces?: unknown } | null)?.faces === 'enrolled';
