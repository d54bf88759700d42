import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parentPort } from 'node:worker_threads';
import type { RgbImage } from '../../../models/image.ts';

/** What is used of the peer's interface; its own type file is not reachable through its `exports`. */
interface Human {
  readonly version: string;
  readonly tf: { tensor(data: Uint8Array, shape: number[], dtype: 'int32'): { dispose(): void } };
  load(): Promise<void>;
  detect(input: unknown): Promise<{
    readonly error: string | null;
    readonly face: readonly { readonly embedding?: readonly number[] }[];
  }>;
}

const off = { enabled: false };

/** As documented for face recognition, single frame: nothing skipped or reused between frames, as in the app's own measurement. */
const configuration = (models: string, wasm: string): object => ({
  backend: 'wasm',
  wasmPath: wasm,
  modelBasePath: models,
  debug: false,
  cacheSensitivity: 0,
  filter: off,
  gesture: off,
  body: off,
  hand: off,
  object: off,
  segmentation: off,
  face: {
    enabled: true,
    detector: { maxDetected: 1, rotation: true, skipFrames: 0, skipTime: 0 },
    mesh: { enabled: true },
    iris: off,
    description: { enabled: true, skipFrames: 0, skipTime: 0 },
    emotion: off,
    antispoof: off,
    liveness: off,
  },
});

/** Node's fetch knows no `file:`; in this worker nothing else is fetched, so anything else is refused. */
async function fetchFile(input: string | URL | Request): Promise<Response> {
  const url = new URL(input instanceof Request ? input.url : input);
  if (url.protocol !== 'file:') throw new TypeError(`only files are read here, not ${url.protocol}`);
  const type = url.pathname.endsWith('.json') ? 'application/json' : 'application/octet-stream';
  return new Response(new Uint8Array(await readFile(fileURLToPath(url))), { headers: { 'content-type': type } });
}

function resolvePeer(): { script: string; models: string; wasm: string } | null {
  const require = createRequire(import.meta.url);
  try {
    // The package's "exports" hide its wasm build, which lies beside the entry they do give.
    const script = join(dirname(require.resolve('@vladmandic/human')), 'human.node-wasm.js');
    const models = pathToFileURL(join(dirname(script), '..', 'models', '/')).href;
    const wasm = join(dirname(require.resolve('@tensorflow/tfjs-backend-wasm/package.json')), 'dist', '/');
    return { script, models, wasm };
  } catch {
    return null;
  }
}

async function serve(port: NonNullable<typeof parentPort>): Promise<void> {
  const found = resolvePeer();
  if (found === null) {
    port.postMessage({ missing: '@vladmandic/human is a development dependency and is not installed here' });
    return;
  }
  globalThis.fetch = fetchFile;
  const { Human: Peer } = createRequire(import.meta.url)(found.script) as { Human: new (config: object) => Human };
  const human = new Peer(configuration(found.models, found.wasm));
  await human.load();
  port.on('message', async (frame: RgbImage) => {
    try {
      const begin = performance.now();
      const tensor = human.tf.tensor(frame.data, [frame.height, frame.width, 3], 'int32');
      const result = await human.detect(tensor);
      tensor.dispose();
      const ms = performance.now() - begin;
      if (result.error !== null) throw new Error(result.error);
      const descriptionLength = result.face[0]?.embedding?.length ?? 0;
      port.postMessage({ answer: { ms, faces: result.face.length, descriptionLength } });
    } catch (error) {
      port.postMessage({ failed: error instanceof Error ? error.message : String(error) });
    }
  });
  port.postMessage({ ready: { version: human.version } });
}

if (parentPort !== null) await serve(parentPort);
