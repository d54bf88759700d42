import type { NamedFile } from '../../models/runtime/tfjs-files.ts';
import type { PlacedFace } from '../../models/track/follow.ts';
import { fail, type Outcome, ok } from '../contract/errors.ts';
import type { ComparisonAnswer, ComparisonReport, ComparisonTask } from './compare/protocol.ts';
import type { NetworkAnswer, NetworkTask } from './lessons/network-protocol.ts';
import type { EnrolledCrop, LessonAnswer, LessonOrder, LessonStep } from './lessons/protocol.ts';
import type {
  BroughtFiles,
  EngineAnalyseOptions,
  EngineAnalysis,
  EngineDescription,
  EngineFollowed,
  EngineReply,
  EngineRequest,
  EngineTrial,
  ExportOrder,
  ImportedModel,
  PictureInput,
  StoredCrop,
} from './protocol.ts';
import type { TrainingAnswer, TrainingCommand, TrainingEvent, TrainingTask } from './training/protocol.ts';

/** The pipe to an engine process, whichever way it was started (child process, Electron utility process). */
export interface EngineChannel {
  post(message: EngineRequest): void;
  onMessage(listener: (reply: EngineReply) => void): void;
  /** Called once, when the process is gone. */
  onExit(listener: (reason: string) => void): void;
  kill(): void;
}

export interface Engine {
  analyse(modelId: string, image: PictureInput, options?: AnalyseInFull): Promise<Outcome<EngineAnalysis>>;
  /** A camera's next frame: only followed where `faces`, of the frame before, are surely still there. */
  follow(
    modelId: string,
    image: PictureInput,
    faces: readonly PlacedFace[],
    liveness?: EngineAnalyseOptions['liveness'],
  ): Promise<Outcome<EngineAnalysis | EngineFollowed>>;
  /** Templates of stored crops, in order. */
  embed(modelId: string, crops: readonly StoredCrop[]): Promise<Outcome<readonly Float32Array[]>>;
  describe(): Promise<Outcome<EngineDescription>>;
  /** Opens a model that is not yet trusted and shows it sample faces. Best asked of an engine that serves nothing else. */
  tryModel(imported: ImportedModel): Promise<Outcome<EngineTrial>>;
  /** Training's work, in an engine process that serves nothing else: it runs at a lower priority from then on. */
  training<T extends TrainingTask>(
    task: T,
    onEvent?: (event: TrainingEvent) => void,
  ): Promise<Outcome<Extract<TrainingAnswer, { did: T['do'] }>>>;
  /** Heeded by a run between two steps. */
  commandTraining(command: TrainingCommand): void;
  /** A comparison's work, in an engine process that serves nothing else, at a lower priority. It is cancelled by closing the engine. */
  comparison<T extends ComparisonTask>(
    task: T,
    onReport?: (report: ComparisonReport) => void,
  ): Promise<Outcome<Extract<ComparisonAnswer, { did: T['do'] }>>>;
  /**
   * A task of a lesson's experiment, in an engine process that serves nothing else, at a lower priority. It is cancelled by closing the engine.
   * @param modelId the network that a task may look into
   * @param enrolled pictures of enrolled people, for a task that asks for them
   */
  lesson(
    order: LessonOrder,
    modelId: string,
    enrolled: readonly EnrolledCrop[],
    onStep: (event: LessonStep) => void,
  ): Promise<Outcome<LessonAnswer>>;
  /** Looking into a network, somebody's own maybe, in an engine process that serves nothing else. It is cancelled by closing the engine. */
  network<T extends NetworkTask>(
    task: T,
    onStep?: (event: LessonStep) => void,
  ): Promise<Outcome<Extract<NetworkAnswer, { did: T['do'] }>>>;
  /** A brought TensorFlow.js network as an ONNX file. Best asked of an engine that serves nothing else. */
  convert(brought: BroughtFiles): Promise<Outcome<Uint8Array>>;
  /** A network as the files of an ONNX or TensorFlow.js model. */
  exportNetwork(order: ExportOrder): Promise<Outcome<NamedFile[]>>;
  close(): void;
}

type AnalyseInFull = Omit<EngineAnalyseOptions, 'follow'>;

/** What a request's kind of work tells before its reply; each asks for its own. */
type Listener = (event: TrainingEvent | ComparisonReport | LessonStep) => void;

type Unsent = EngineRequest extends infer R ? (R extends { id: number } ? Omit<R, 'id'> : never) : never;

/**
 * The host's side of the engine: starts the process on first use and again after it died. A death answers every request in
 * flight with ENGINE_CRASHED: the frames in hand are lost, nothing else.
 * @param imported the models that did not come with the app, by id
 */
export function createEngine(
  start: () => EngineChannel,
  imported: (id: string) => ImportedModel | undefined = () => undefined,
): Engine {
  let channel: EngineChannel | null = null;
  let nextId = 1;
  let closed = false;
  const pending = new Map<number, (reply: Outcome<never> | Outcome<unknown>) => void>();
  const listening = new Map<number, Listener>();

  const connect = (): EngineChannel => {
    const started = start();
    started.onMessage((reply) => {
      if ('event' in reply) {
        listening.get(reply.id)?.(reply.event);
        return;
      }
      listening.delete(reply.id);
      const settle = pending.get(reply.id);
      pending.delete(reply.id);
      settle?.(reply.ok ? ok(reply.value) : fail(reply.code, reply.message));
    });
    started.onExit((reason) => {
      if (channel === started) channel = null;
      const lost = [...pending.values()];
      pending.clear();
      listening.clear();
      for (const settle of lost)
        settle(
          fail(
            'ENGINE_CRASHED',
            `The engine stopped (${reason}) and starts again. Only this picture was lost: try again.`,
          ),
        );
    });
    return started;
  };

  const ask = <T>(request: Unsent, onEvent?: Listener): Promise<Outcome<T>> => {
    if (closed) return Promise.resolve(fail('CANCELLED', 'The program is closing.'));
    channel ??= connect();
    const id = nextId++;
    const target = channel;
    if (onEvent !== undefined) listening.set(id, onEvent);
    return new Promise((resolve) => {
      pending.set(id, (reply) => resolve(reply as Outcome<T>));
      target.post({ ...request, id } as EngineRequest);
    });
  };

  return {
    analyse: (modelId, image, options = {}) =>
      ask({ kind: 'analyse', modelId, imported: imported(modelId), image, options }),
    follow: (modelId, image, follow, liveness) =>
      ask({
        kind: 'analyse',
        modelId,
        imported: imported(modelId),
        image,
        options: { search: 'frame', follow, liveness },
      }),
    embed: (modelId, crops) => ask({ kind: 'embed', modelId, imported: imported(modelId), crops }),
    describe: () => ask({ kind: 'describe' }),
    tryModel: (model) => ask({ kind: 'try', imported: model }),
    training: (task, onEvent) => ask({ kind: 'training', task }, onEvent as Listener | undefined),
    comparison: (task, onReport) => ask({ kind: 'comparison', task }, onReport as Listener | undefined),
    lesson: (order, modelId, enrolled, onStep) =>
      ask({ kind: 'lesson', order, network: { modelId, imported: imported(modelId) }, enrolled }, onStep as Listener),
    network: (task, onStep) => ask({ kind: 'network', task }, onStep as Listener | undefined),
    commandTraining(command) {
      channel?.post({ id: nextId++, kind: 'training-command', command });
    },
    convert: (brought) => ask({ kind: 'convert', brought }),
    exportNetwork: (order) => ask({ kind: 'export', order }),
    close() {
      closed = true;
      channel?.kill();
      channel = null;
    },
  };
}
