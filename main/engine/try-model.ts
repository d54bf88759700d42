import { chipTensor } from '../../models/embed/chip-tensor.ts';
import type { ModelRecord } from '../../models/embed/record.ts';
import type { RgbImage } from '../../models/image.ts';
import type { PipelineNetworks } from '../../models/load-networks.ts';
import { createPipeline } from '../../models/pipeline.ts';
import type { BackendChoice } from './backends/choose.ts';
import { decodeImage } from './decode.ts';
import { openNetworks } from './pipelines.ts';
import type { EngineTrial, ImportedModel } from './protocol.ts';
import { readWeights, WeightsError } from './weights.ts';

/** Group photos that come with the weights; everybody in them is somebody else. */
const SAMPLES = ['samples/sample3.jpg', 'samples/sample6.jpg'];

/**
 * Opens an imported model and shows it faces: each sample's, the same one altered, and the others'. The record's
 * dimension is not known yet; what the network answers is told.
 * @throws WeightsError in one sentence: the runtime does not open or run it, or it answers no vector a face
 */
export async function tryModel(
  { record, file }: ImportedModel,
  backend: BackendChoice,
  weightsDir: string,
): Promise<EngineTrial> {
  const networks = await spoken(() => openNetworks(record, { record, file }, backend, weightsDir));
  try {
    const dimension = await dimensionOf(record, networks);
    const pipeline = createPipeline({ networks, record: { ...record, dimension } });
    const chips: RgbImage[] = [];
    for (const name of SAMPLES) {
      const image = await decodeImage(readWeights(weightsDir, name));
      const { faces } = await pipeline.analyse(image, { search: 'frame' });
      chips.push(...faces.map((face) => face.chip));
    }
    if (chips.length < 2) throw new Error('The sample photos show no faces.');
    const originals = await pipeline.embed(chips);
    const altered = await pipeline.embed(chips.map(alter));
    const same = originals.map((template, i) => cosine(template, altered[i]!));
    const different = originals.flatMap((a, i) => originals.slice(i + 1).map((b) => cosine(a, b)));
    return { dimension, same: Math.min(...same), different: Math.max(...different) };
  } catch (error) {
    if (error instanceof Error && /without direction/.test(error.message))
      throw new WeightsError('BAD_MODEL', 'The network answers zeros or no numbers at all for a face.');
    throw error;
  } finally {
    await Promise.all(Object.values(networks).map((network) => network?.release()));
  }
}

async function dimensionOf(record: ModelRecord, networks: PipelineNetworks): Promise<number> {
  const { embedding } = networks;
  const side = record.inputSize;
  const grey = { width: side, height: side, data: new Uint8Array(side * side * 3).fill(128) };
  const count = embedding.batch === 'free' ? 1 : embedding.batch;
  if (count !== 1)
    throw new WeightsError(
      'BAD_MODEL',
      `The network takes ${count} images at once; export it for one or for any number.`,
    );
  const [output] = await spoken(() => embedding.run(chipTensor([grey], record)));
  const dimension = output?.data.length ?? 0;
  const isVector = output?.dtype === 'float32' && output.shape.filter((length) => length !== 1).length === 1;
  if (!isVector || dimension > 16384)
    throw new WeightsError(
      'BAD_MODEL',
      `The network answers the shape [${output?.shape.join(', ')}] for a face, where one vector is needed.`,
    );
  return dimension;
}

/** Mirrored and darker: still the same person to any network that recognises faces. */
function alter({ width, height, data }: RgbImage): RgbImage {
  const out = new Uint8Array(data.length);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      for (let c = 0; c < 3; c++)
        out[(y * width + x) * 3 + c] = Math.round(data[(y * width + (width - 1 - x)) * 3 + c]! * 0.8);
  return { width, height, data: out };
}

const cosine = (a: Float32Array, b: Float32Array): number => a.reduce((sum, x, i) => sum + x * b[i]!, 0);

/** What the runtime says when it refuses a network, without the places in its own source. */
async function spoken<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof WeightsError) throw error;
    const words = error instanceof Error ? error.message : String(error);
    const known =
      /(Could not find an implementation for [^\n]{1,120}|[\w.]*:?\w+\(-?\d+\) is not a registered function\/op|No Op registered for [^\n]{1,80})/.exec(
        words,
      )?.[1];
    const told =
      known ??
      words
        .split('\n')[0]!
        .replace(/\S*\/\S*/g, '')
        .replace(/\s+/g, ' ')
        .trim()
        .slice(0, 200);
    throw new WeightsError('BAD_MODEL', `The ONNX runtime cannot run this network: ${told.replace(/[.\s]+$/, '')}.`);
  }
}
