import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chooseBackend } from '../../../main/engine/backends/choose.ts';
import { decodeImage } from '../../../main/engine/decode.ts';
import { BLAZEFACE_BACK, generateAnchors } from '../../../models/detect/anchors.ts';
import { decode, joinOutputs } from '../../../models/detect/decode.ts';
import { type Detection, toDetections } from '../../../models/detect/detection.ts';
import { resample } from '../../../models/detect/resample.ts';
import { suppress } from '../../../models/detect/suppress.ts';
import type { RgbImage } from '../../../models/image.ts';
import { fromCompiled, type Network } from '../../../models/network.ts';
import { compile } from '../../../models/runtime/compile.ts';
import { loadGraphModelFromMemory } from '../../../models/runtime/load-graph-model.ts';
import { hasFaces, photo, project, samples } from '../cli/cli.ts';

interface HumanFace {
  readonly boxRaw: readonly [number, number, number, number];
  readonly annotations: Readonly<
    Record<'leftEye' | 'rightEye' | 'nose' | 'mouth', readonly [readonly [number, number]]>
  >;
}
interface Human {
  readonly tf: { tensor(data: Uint8Array, shape: number[], dtype: 'int32'): unknown };
  load(): Promise<void>;
  detect(input: unknown): Promise<{ readonly face: readonly HumanFace[] }>;
}

const require = createRequire(import.meta.url);
const nativeFetch = globalThis.fetch;
let human: Human;
let network: Network;

/** The peer with its detector alone; it enlarges its boxes by this factor. */
const enlarged = 1.4;
const off = { enabled: false };

beforeAll(async () => {
  // The peer loads its models by fetch, which in Node reads no files.
  globalThis.fetch = async (input) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const type = url.pathname.endsWith('.json') ? 'application/json' : 'application/octet-stream';
    return new Response(new Uint8Array(await readFile(fileURLToPath(url))), { headers: { 'content-type': type } });
  };
  const script = join(dirname(require.resolve('@vladmandic/human')), 'human.node-wasm.js');
  const { Human: Peer } = require(script) as { Human: new (config: object) => Human };
  human = new Peer({
    backend: 'wasm',
    wasmPath: join(dirname(require.resolve('@tensorflow/tfjs-backend-wasm/package.json')), 'dist', '/'),
    modelBasePath: pathToFileURL(join(dirname(script), '..', 'models', '/')).href,
    debug: false,
    cacheSensitivity: 0,
    ...{ filter: off, gesture: off, body: off, hand: off, object: off, segmentation: off },
    face: {
      enabled: true,
      detector: { maxDetected: 10, rotation: false, minConfidence: 0.5, iouThreshold: 0.3, skipFrames: 0, skipTime: 0 },
      ...{ mesh: off, iris: off, description: off, emotion: off, antispoof: off, liveness: off, attention: off },
    },
  });
  await human.load();
  const weight = async (name: string) => new Uint8Array(await readFile(join(project, 'models', 'weights', name)));
  const { executor } = await chooseBackend();
  const model = loadGraphModelFromMemory(await weight('blazeface.json'), await weight('blazeface.bin'));
  network = fromCompiled(
    await compile(model, [{ dtype: 'float32', shape: [1, 256, 256, 3] }], { executor, freeBatch: false }),
  );
});
afterAll(() => {
  globalThis.fetch = nativeFetch;
});

/** How many faces both found, each within a pixel of the other's centre, size, eyes, nose and mouth. */
async function agreement(file: string): Promise<number> {
  const image = await decodeImage(await sharp(file).rotate().resize(256, 256, { fit: 'cover' }).png().toBuffer());
  const theirs = (await human.detect(human.tf.tensor(image.data, [256, 256, 3], 'int32'))).face;
  const ours = await detect(image);
  expect(ours).toHaveLength(theirs.length);
  for (const face of theirs) {
    const [left, top, width, height] = face.boxRaw.map((value) => value * 256);
    const centre = { x: left + width / 2, y: top + height / 2 };
    const own = nearest(ours, centre);
    // Ours count from the centre of the first pixel, theirs from its corner.
    expect(Math.abs(own.box.x + own.box.width / 2 + 0.5 - centre.x)).toBeLessThan(1);
    expect(Math.abs(own.box.y + own.box.height / 2 + 0.5 - centre.y)).toBeLessThan(1);
    expect(Math.abs(own.box.width - width / enlarged)).toBeLessThan(1);
    for (const [index, name] of (['leftEye', 'rightEye', 'nose', 'mouth'] as const).entries()) {
      const [x, y] = face.annotations[name][0];
      expect(Math.abs(own.landmarks[index].x + 0.5 - x), `${name} x`).toBeLessThan(1);
      expect(Math.abs(own.landmarks[index].y + 0.5 - y), `${name} y`).toBeLessThan(1);
    }
  }
  return theirs.length;
}

/** Our decoding with plain suppression, as the peer does it; the app's weighted one moves a box by up to a pixel more. */
async function detect(image: RgbImage): Promise<Detection[]> {
  const data = resample(image, { x: 0, y: 0, width: 256, height: 256 }, 256, 256, 1 / 127.5, -1);
  const outputs = await network.run({ dtype: 'float32', shape: [1, 256, 256, 3], data });
  const joined = joinOutputs(
    outputs.map((output) => output.data as Float32Array),
    [512, 384],
  );
  return toDetections(suppress(decode(joined, generateAnchors(BLAZEFACE_BACK), 0.5), 0.3));
}

const nearest = (faces: readonly Detection[], to: { x: number; y: number }): Detection => {
  const away = ({ box }: Detection) => Math.hypot(box.x + box.width / 2 - to.x, box.y + box.height / 2 - to.y);
  return [...faces].sort((a, b) => away(a) - away(b))[0];
};

describe('detection at 256 px, beside @vladmandic/human', () => {
  test('the sample photos', async () => {
    let faces = 0;
    for (const file of samples()) faces += await agreement(file);
    expect(faces).toBeGreaterThan(5);
  });

  test.skipIf(!hasFaces)('real portraits (skipped where the pictures are absent)', async () => {
    let faces = 0;
    for (const file of [
      'face_recognition/obama.jpg',
      'face_recognition/obama2.jpg',
      'compreface/002_A.jpg',
      'compreface/008_B.jpg',
      'compreface/009_C.jpg',
      'compreface/010_2.jpg',
    ])
      faces += await agreement(photo(file));
    expect(faces).toBeGreaterThan(5);
  });
});
