import { randomUUID } from 'node:crypto';
import type { ModelRecord } from '../../models/embed/record.ts';
import type { NamedFile } from '../../models/runtime/tfjs-files.ts';
import { fail, type Outcome, ok } from '../contract/errors.ts';
import type { CallOutput, Handlers } from '../contract/index.ts';
import type { Engine } from '../engine/engine.ts';
import { readWeights, WeightsError } from '../engine/weights.ts';
import type { Core } from './core.ts';
import { exportModel } from './export-model.ts';

type Listed = CallOutput<'lessons.networks'>['networks'][number];

/** Networks of the pipeline and of liveness: files of the weights manifest, and how their pictures are made. */
const PARTS: readonly (Pick<Listed, 'id' | 'name' | 'scale'> & { readonly files: readonly string[] })[] = [
  part('blazeface', 'BlazeFace', ['blazeface.json', 'blazeface.bin'], 127.5, 127.5),
  part('fr-detect', 'UltraFace', ['fr_detect.onnx'], 127, 128),
  part('facemesh', 'FaceMesh', ['facemesh.json', 'facemesh.bin'], 0, 255),
  part('antispoof', 'Antispoof', ['antispoof.json', 'antispoof.bin'], 0, 255),
  part('liveness', 'Liveness', ['liveness.json', 'liveness.bin'], 0, 255),
];

function part(id: string, name: string, files: readonly string[], mean: number, std: number) {
  return { id, name, files, scale: { mean, std, bgr: false } };
}

/** A network that nobody has looked at for so long is given up. */
const idleMs = 60_000;

type NetworkCalls =
  | 'lessons.networks'
  | 'lessons.networkFiles'
  | 'lessons.openNetwork'
  | 'lessons.runNetwork'
  | 'lessons.timeNetwork';

/**
 * Networks to be looked into. One that somebody brought lies in this process for as long as it takes to hand it on, and in its engine's memory
 * until another is opened: nothing of it is written.
 */
export function lessonNetworks(core: Core): { readonly handlers: Pick<Handlers, NetworkCalls>; close(): void } {
  let open: { readonly network: string; readonly engine: Engine } | null = null;
  let timer: NodeJS.Timeout | null = null;
  const close = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    open?.engine.close();
    open = null;
  };
  const used = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(close, idleMs);
    timer.unref();
  };
  const engineOf = (network: string): Engine | null => {
    if (open?.network !== network) return null;
    used();
    return open.engine;
  };
  const gone = (): Outcome<never> =>
    fail(
      'NOT_FOUND',
      'This network is not open any more: another one was opened, or nobody looked at it for a minute. Open it again.',
    );
  /** A file that brings its process down is told as what it is; a process that was given up for another network, as that. */
  const died = <T>(outcome: Outcome<T>, network: string): Outcome<T> => {
    if (outcome.ok || !['ENGINE_CRASHED', 'CANCELLED'].includes(outcome.error.code)) return outcome;
    if (open?.network !== network) return gone();
    close();
    return fail('BAD_MODEL', 'The network brought its engine process down; nothing else was lost.');
  };

  const handlers: Pick<Handlers, NetworkCalls> = {
    'lessons.networks': async () =>
      ok({
        networks: [
          ...core.records.map((record) => listed(record, record.id === core.record().id)),
          ...PARTS.map(({ files: _, ...one }): Listed => ({ ...one, kind: 'part', inUse: false })),
        ],
      }),

    'lessons.networkFiles': async ({ id, ofOwner }, { signal }) => {
      const one = PARTS.find((each) => each.id === id);
      try {
        if (one !== undefined)
          return ok({ files: one.files.map((name) => ({ name, bytes: readWeights(core.weightsDir, name) })) });
        const record = core.records.find((each) => each.id === id);
        if (record === undefined) return fail('NOT_FOUND', `There is no network "${id}", or it was removed.`);
        if (core.imported.find(id) !== undefined && !ofOwner)
          return fail('FORBIDDEN', 'A network that was trained here, or brought, is looked into by an owner.');
        const native = nativeFiles(core, record);
        return native === null ? await exportModel(core, record, 'onnx', signal) : ok({ files: native });
      } catch (error) {
        if (error instanceof WeightsError) return fail(error.code, error.message);
        throw error;
      }
    },

    'lessons.openNetwork': async ({ files, side }, { signal }) => {
      close();
      const engine = core.startTrial();
      const network = randomUUID();
      open = { network, engine };
      used();
      signal.addEventListener('abort', () => open?.network === network && close(), { once: true });
      const opened = died(await engine.network({ do: 'open', files, side }), network);
      if (!opened.ok) {
        if (open?.network === network) close();
        return signal.aborted ? fail('CANCELLED', 'Cancelled.') : opened;
      }
      const { inputs, values } = opened.value;
      return ok({
        network,
        inputs: inputs.map((port) => ({ ...port, shape: port.shape && [...port.shape] })),
        values: [...values],
      });
    },

    'lessons.runNetwork': async ({ network, picture, scale, chosen, tiled }) => {
      const engine = engineOf(network);
      if (engine === null) return gone();
      if (picture.data.length !== picture.width * picture.height * 3)
        return fail('BAD_IMAGE', 'The picture’s size does not fit its pixels.');
      const run = died(await engine.network({ do: 'run', picture, scale, chosen, tiled }), network);
      if (!run.ok) return run;
      const { did: _, ...answer } = run.value;
      return ok(answer as unknown as CallOutput<'lessons.runNetwork'>);
    },

    'lessons.timeNetwork': async ({ network, picture, scale, runs }, { signal, progress }) => {
      const engine = engineOf(network);
      if (engine === null) return gone();
      const aborted = new Promise<Outcome<never>>((resolve) => {
        signal.addEventListener('abort', () => resolve(fail('CANCELLED', 'Cancelled.')), { once: true });
      });
      const timed = engine.network({ do: 'time', picture, scale, runs }, ({ step }) => {
        used();
        if (!signal.aborted) progress(step);
      });
      const times = await Promise.race([timed, aborted]);
      if (signal.aborted && open?.network === network) close();
      if (signal.aborted) return fail('CANCELLED', 'Cancelled.');
      const outcome = died(times, network);
      if (!outcome.ok) return outcome;
      const { did: _, ...answer } = outcome.value;
      return ok({ whole: answer.whole, layers: [...answer.layers] });
    },
  };
  return { handlers, close };
}

const listed = ({ id, name, imported, trained, mean, std, channelOrder }: ModelRecord, inUse: boolean): Listed => ({
  id,
  name: name ?? id,
  kind: trained !== undefined ? 'trained' : imported !== undefined ? 'imported' : 'shipped',
  inUse,
  scale: { mean, std, bgr: channelOrder === 'bgr' },
});

/** Weights that came as files of face-api are looked into as such; null: the network is exported. */
function nativeFiles(core: Core, { kind, weights }: ModelRecord): NamedFile[] | null {
  if (kind !== 'tfjs-function') return null;
  return [weights, weights.replace(/\.bin$/, '-weights_manifest.json')].map((name) => ({
    name,
    bytes: readWeights(core.weightsDir, name),
  }));
}
