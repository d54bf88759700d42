import type { ComparisonTask } from '../../main/engine/compare/protocol.ts';
import type { EngineChannel } from '../../main/engine/engine.ts';
import type { EngineFace, EngineReply, EngineRequest, PartOfFrame } from '../../main/engine/protocol.ts';
import { headPose } from '../../models/align/pose.ts';
import type { Head } from '../../models/classify/head.ts';
import { MODELS } from '../../models/embed/registry.ts';
import { type HeadState, headMesh } from '../models/liveness/head.ts';

/**
 * Stands in for the engine process: a "picture" is a text that says whose faces it shows, `name+name@noise`. Each name has
 * a fixed direction, noise turns it a little; so scores behave as real ones do and everything behind the engine is real.
 * After another `@` the head's pose and eyes may stand, as JSON (HeadState), where liveness looks at them.
 * In a picture that begins with `~` faces can be followed; whose they are is then not looked at.
 */
export const picture = (who: string, noise = 0, head?: HeadState): Uint8Array =>
  Buffer.from(`${who}@${noise}${head === undefined ? '' : `@${JSON.stringify(head)}`}`);

export function fakeEngine(): EngineChannel {
  let reply: (message: EngineReply) => void = () => {};
  let exit: (reason: string) => void = () => {};
  return {
    post: (request) => {
      // Structured clone, as between processes.
      const message = structuredClone(request);
      queueMicrotask(() => {
        const answer = answerTo(message);
        if (answer === null) exit('signal SIGSEGV');
        else reply(answer);
      });
    },
    onMessage: (listener) => {
      reply = listener;
    },
    onExit: (listener) => {
      exit = listener;
    },
    kill: () => {},
  };
}

function answerTo(request: EngineRequest): EngineReply | null {
  const { id } = request;
  if (request.kind === 'describe')
    return { id, ok: true, value: { backend: 'fake', reason: 'a test', alternatives: [], node: process.version } };
  if (request.kind === 'training' || request.kind === 'training-command')
    return { id, ok: false, code: 'INTERNAL', message: 'this stand-in does not train' };
  if (request.kind === 'comparison')
    return request.task.do === 'head'
      ? { id, ok: true, value: { did: 'head', learnt: { head: meanHead(request.task), ms: 1, thresholds: null } } }
      : { id, ok: false, code: 'INTERNAL', message: 'this stand-in does not compare' };
  // It teaches nothing, and tells whose pictures it was handed.
  if (request.kind === 'lesson')
    return {
      id,
      ok: true,
      value: { result: request.enrolled.map(({ person, crop }) => [person, crop.png.length > 0]) },
    };
  if (request.kind === 'try') return { id, ok: true, value: { dimension: 8, same: 0.9, different: 0.1 } };
  if (request.kind === 'export') return { id, ok: false, code: 'BAD_MODEL', message: 'A fake writes nothing.' };
  if (request.kind === 'convert') return { id, ok: false, code: 'BAD_MODEL', message: 'A fake converts nothing.' };
  if (request.kind === 'network') return { id, ok: false, code: 'BAD_MODEL', message: 'A fake opens nothing.' };
  const dimension = request.imported?.record.dimension ?? MODELS.get(request.modelId).dimension;
  if (request.kind === 'embed')
    return {
      id,
      ok: true,
      value: request.crops.map(({ png }) => direction(Buffer.from(png).toString(), dimension, 0)),
    };
  const part = 'part' in request.image;
  const text = Buffer.from(part ? (request.image as PartOfFrame).data : (request.image as Uint8Array)).toString();
  const [names, noise, head] = text.replace('~', '').split('@');
  if (names === 'crash') return null;
  const faces = names === '' ? [] : names.split('+').map((name, i) => faceOf(name, i, Number(noise), dimension, head));
  const ms = { decode: 0, detect: 0, landmarks: 0, quality: 0, align: 0, embed: 0, total: 0 };
  const about = { width: 640, height: 480, modelId: request.modelId, ms };
  const { follow } = request.options;
  if (follow?.length === faces.length && text.startsWith('~')) {
    const followed = faces.map(({ box, landmarks, pose, quality }) => ({
      box: { ...box, y: box.y + 7 },
      landmarks,
      pose,
      quality,
    }));
    return { id, ok: true, value: { ...about, followed } };
  }
  if (part) return { id, ok: false, code: 'WHOLE_FRAME_NEEDED', message: 'A face has left its place.' };
  const { snapshots } = request.options;
  const shown = faces.map((face, i) => (snapshots ? { ...face, snapshot: Buffer.from(`${text} shows ${i}`) } : face));
  return { id, ok: true, value: { ...about, faces: shown } };
}

function faceOf(label: string, index: number, noise: number, dimension: number, head?: string): EngineFace {
  const name = label.replace('poor:', '');
  const acceptable = name === label;
  const point = { x: index * 100, y: 10 };
  const mesh = head === undefined ? new Float32Array(468 * 3) : headMesh(JSON.parse(head) as HeadState);
  return {
    box: { x: index * 100, y: 0, width: 80, height: 80 },
    detection: 0.99,
    landmarks: [point, point, point, point, point],
    mesh,
    pose: head === undefined ? { yaw: 0, pitch: 0, roll: 0 } : headPose(mesh),
    quality: {
      overall: acceptable ? 0.9 : 0.1,
      acceptable,
      measures: [
        {
          name: 'sharpness',
          value: acceptable ? 1 : 0.1,
          limit: 0.5,
          ok: acceptable,
          ...(acceptable ? {} : { hint: 'hold-still' as const }),
        },
      ],
    },
    template: direction(name, dimension, noise),
    portrait: { png: Buffer.from(name), landmarks: [point, point, point, point, point] },
  };
}

/** A unit vector that depends on the name alone, turned by `noise` towards another one. */
function direction(name: string, dimension: number, noise: number): Float32Array {
  let seed = [...name].reduce((sum, character) => (sum * 31 + (character.codePointAt(0) ?? 0)) >>> 0, 7);
  const next = (): number => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return seed / 2 ** 32 - 0.5;
  };
  const vector = Float32Array.from({ length: dimension }, next);
  const turn = Float32Array.from({ length: dimension }, next);
  const mixed = vector.map((part, i) => part + noise * turn[i]);
  const norm = Math.hypot(...mixed);
  return mixed.map((part) => part / norm);
}

/** A head whose rows are people's mean templates: what training would find of names that have fixed directions. */
function meanHead({ templates, dimension, rows, people }: Extract<ComparisonTask, { do: 'head' }>): Head {
  const head = {
    classes: people,
    dimension,
    rows: new Float32Array(people * dimension),
    biases: new Float32Array(people),
  };
  for (const [k, row] of rows.entries())
    for (let d = 0; d < dimension; d++) head.rows[row * dimension + d]! += templates[k * dimension + d]!;
  return head;
}
