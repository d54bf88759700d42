/** The engine process: pictures in, faces with templates out. It holds no key, no name and no file but models. */
import { cutChip } from '../../models/align/chip.ts';
import { fivePointsOf } from '../../models/align/five-points.ts';
import { ComparisonError } from '../../models/compare/comparison-error.ts';
import type { Box, RgbImage } from '../../models/image.ts';
import { type HintNetworks, pixelCues } from '../../models/liveness/pixel-cues.ts';
import type { PixelCues } from '../../models/liveness/sample.ts';
import { RecipeError } from '../../models/train/recipe-error.ts';
import type { ErrorCode } from '../contract/errors.ts';
import { type BackendChoice, chooseBackend } from './backends/choose.ts';
import { rgbOfFrame } from './camera-frame.ts';
import { decodeImage, ImageError } from './decode.ts';
import { lowerPriority, WAITED_FOR } from './lower-priority.ts';
import { once } from './once.ts';
import { receivePictures, type SentRequest } from './picture-pipe.ts';
import type { pipelineFactory } from './pipelines.ts';
import { cutPortrait } from './portrait.ts';
import type {
  EngineAnalysis,
  EngineDescription,
  EngineFollowed,
  EngineReply,
  EngineRequest,
  PictureInput,
} from './protocol.ts';
import { takeSnapshot } from './snapshot.ts';
import { readWeights, WeightsError } from './weights.ts';

export interface EnginePort {
  post(reply: EngineReply): void;
  onMessage(listener: (request: EngineRequest) => void): void;
}

/**
 * Answers requests one after another: two at once would only fight for the same processors. What a kind of request needs is loaded when the first one
 * comes: many a process is started for one.
 */
export function serveEngine(port: EnginePort, weightsDir: string): void {
  const backend = chooseBackend();
  const pipelines = once(async () => (await import('./pipelines.ts')).pipelineFactory(await backend, weightsDir));
  const hints = once(
    async (): Promise<HintNetworks> => (await import('./hint-networks.ts')).openHintNetworks(await backend, weightsDir),
  );
  const pixelsOf = async (image: RgbImage, box: Box): Promise<PixelCues> => {
    return pixelCues(image, box, await hints());
  };
  const training = once(async () =>
    (await import('./training/session.ts')).createTrainingSession({
      backend,
      pipeline: async (modelId) => (await pipelines())(modelId),
      loadWeights: (name) => readWeights(weightsDir, name),
    }),
  );
  const comparison = once(async () =>
    (await import('./compare/session.ts')).createComparisonSession({
      backend,
      pipeline: async (modelId, imported) => (await pipelines())(modelId, imported),
    }),
  );
  const networkOf = once(async () => (await import('./lessons/network-in-use.ts')).networkReader(weightsDir));
  const lookInto = once(async () =>
    (await import('./lessons/network-session.ts')).createNetworkSession(async () => (await backend).executor),
  );
  let last: Promise<void> = Promise.resolve();

  const answer = async (request: EngineRequest): Promise<EngineReply> => {
    try {
      const { id } = request;
      if (request.kind === 'describe') return { id, ok: true, value: describe(await backend) };
      if (request.kind === 'try')
        return {
          id,
          ok: true,
          value: await (await import('./try-model.ts')).tryModel(request.imported, await backend, weightsDir),
        };
      if (request.kind === 'convert' || request.kind === 'export') {
        const { convertModel, writeModel } = await import('./convert-model.ts');
        const value =
          request.kind === 'convert'
            ? await convertModel(request.brought)
            : await writeModel(request.order, weightsDir);
        return { id, ok: true, value };
      }
      if (request.kind === 'training') {
        const value = await (await training()).perform(request.task, (event) => port.post({ id, event }));
        return { id, ok: true, value };
      }
      if (request.kind === 'comparison') {
        const value = await (await comparison()).perform(request.task, (event) => port.post({ id, event }));
        return { id, ok: true, value };
      }
      if (request.kind === 'lesson') {
        const { executor } = await backend;
        const { runLesson } = await import('./lessons/run-lesson.ts');
        const { lessonBackends } = await import('./lessons/backends.ts');
        const tools = {
          executor,
          network: async () => (await networkOf())(request.network),
          backends: lessonBackends,
          detector: async () =>
            (await import('../../models/load-networks.ts')).openDetector((name) => readWeights(weightsDir, name), {
              executor,
            }),
          enrolled: () =>
            Promise.all(
              request.enrolled.map(async ({ person, crop: { png, landmarks } }) => ({
                person,
                picture: await decodeImage(png),
                landmarks: fivePointsOf(landmarks),
              })),
            ),
        };
        return { id, ok: true, value: await runLesson(request.order, tools, (event) => port.post({ id, event })) };
      }
      if (request.kind === 'network') {
        lowerPriority(WAITED_FOR);
        return {
          id,
          ok: true,
          value: await (await lookInto())(request.task, (step) => port.post({ id, event: { step } })),
        };
      }
      if (request.kind === 'training-command') throw new Error('a command is not queued');
      // Before the networks' threads are started.
      if (request.kind === 'analyse' && request.options.background === true) lowerPriority();
      const pipeline = await (await pipelines())(request.modelId, request.imported);
      if (request.kind === 'analyse') {
        const value = await analyse(pipeline, request, pixelsOf);
        if (value !== null) return { id, ok: true, value };
        return {
          id,
          ok: false,
          code: 'WHOLE_FRAME_NEEDED',
          message: 'A face has left its place: send the whole frame.',
        };
      }
      const chips = await Promise.all(
        request.crops.map(async ({ png, landmarks }) =>
          cutChip(await decodeImage(png), fivePointsOf(landmarks), pipeline.record),
        ),
      );
      return { id, ok: true, value: await pipeline.embed(chips) };
    } catch (error) {
      return { id: request.id, ok: false, ...described(error) };
    }
  };
  port.onMessage((request) => {
    // A run occupies the queue for as long as it lasts, and these steer it.
    if (request.kind === 'training-command') {
      void training().then((session) => session.command(request.command));
      return;
    }
    last = last.then(async () => port.post(await answer(request)));
  });
}

type Analyser = Awaited<ReturnType<ReturnType<typeof pipelineFactory>>>;

/** Null where only a part of a frame is there and a face is not. */
async function analyse(
  pipeline: Analyser,
  request: Extract<EngineRequest, { kind: 'analyse' }>,
  pixelsOf: (image: RgbImage, box: Box) => Promise<PixelCues>,
): Promise<EngineAnalysis | EngineFollowed | null> {
  const { portraits = false, snapshots = false, follow, liveness, background: _, ...options } = request.options;
  const start = performance.now();
  const image = await decoded(request.image);
  const decode = performance.now() - start;
  const part = 'part' in request.image ? request.image.part : undefined;
  const again = follow === undefined ? null : await pipeline.follow(image, follow, part);
  if (again !== null)
    return {
      ...again,
      ...(liveness === undefined && { followed: again.followed.map(({ mesh: _mesh, ...face }) => face) }),
      modelId: pipeline.record.id,
      ms: { ...again.ms, decode, total: again.ms.total + decode },
    };
  if (part !== undefined) return null;
  const { faces, ms, width, height, modelId } = await pipeline.analyse(image, options);
  const answered = await Promise.all(
    faces.map(async ({ chip: _chip, ...face }) => ({
      ...face,
      ...(portraits && { portrait: await cutPortrait(image, face.landmarks) }),
      ...(liveness === 'pixels' && { pixels: await pixelsOf(image, face.box) }),
      ...(snapshots && { snapshot: await takeSnapshot(image, face, faces) }),
    })),
  );
  return { width, height, modelId, faces: answered, ms: { ...ms, decode, total: ms.total + decode } };
}

async function decoded(input: PictureInput): Promise<RgbImage> {
  if (input instanceof Uint8Array) return decodeImage(input);
  if ('part' in input) return decodeImage(input.data);
  if ('format' in input) return rgbOfFrame(input);
  const { width, height, data } = input;
  if (!(data instanceof Uint8Array) || data.length !== width * height * 3)
    throw new ImageError('BAD_IMAGE', 'The frame’s size does not fit its pixels.');
  return input;
}

const describe = ({ executor, reason, attempts }: BackendChoice): EngineDescription => ({
  backend: executor.id,
  reason,
  alternatives: attempts.map(({ id, problem }) => ({ id, available: problem === undefined, reason: problem ?? '' })),
  node: process.version,
});

function described(error: unknown): { code: ErrorCode; message: string } {
  if (error instanceof ImageError || error instanceof WeightsError) return { code: error.code, message: error.message };
  if (error instanceof ComparisonError) return { code: error.code, message: error.message };
  // What is wrong with a recipe is for its author to read; its codes are finer than the contract's.
  if (error instanceof RecipeError || error instanceof RangeError) return { code: 'BAD_INPUT', message: error.message };
  // A bug: its words may quote a path, so only its kind leaves the process.
  return { code: 'INTERNAL', message: `The engine failed (${error instanceof Error ? error.name : 'unknown'}).` };
}

if (process.send !== undefined) {
  const [, , weightsDir = ''] = process.argv;
  process.on('disconnect', () => process.exit(0));
  serveEngine(
    {
      post: (reply) => {
        process.send?.(reply);
      },
      onMessage: (listener) => {
        const withPicture = receivePictures();
        let last: Promise<void> = Promise.resolve();
        process.on('message', (request) => {
          last = last.then(async () => listener(await withPicture(request as SentRequest)));
        });
      },
    },
    weightsDir,
  );
}
