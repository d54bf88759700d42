import { basename } from 'node:path';
import type { ReportContext } from '../../../main/services/evaluation/evaluation-report.ts';
import type { FaceSample, FaceSource } from '../../../main/services/evaluation/face-source.ts';
import { seededRandom } from '../../../models/metrics/seeded-random.ts';

const DIMENSION = 16;
export const syntheticContext: ReportContext = {
  model: {
    id: 'synthetic-16',
    name: 'Synthetic',
    version: '1',
    sha256: '0'.repeat(64),
    dimension: DIMENSION,
    trainingDataStated: true,
  },
  ...{ app: '0', machine: 'a test', replicates: 100, seed: 1 },
};

const ms = { decode: 1, detect: 2, landmarks: 3, embed: 4, total: 10 };

/**
 * Stands in for the engine: an image `<person>/<n>.jpg` has a template near its person's direction; `spread` is how far.
 * Files named `none.jpg` have no face. Counts what it was asked.
 */
export class SyntheticFaces implements FaceSource {
  readonly model = { id: 'synthetic-16', version: '1', sha256: '0'.repeat(64), dimension: DIMENSION };
  readonly asked: string[] = [];
  readonly #spread: number;

  constructor(spread: number) {
    this.#spread = spread;
  }

  async embed(path: string): Promise<FaceSample> {
    this.asked.push(path);
    if (basename(path) === 'none.jpg') return { template: null, reason: 'NO_FACE', ms: { ...ms, embed: 0 } };
    const [person, image] = path.split('/').slice(-2) as [string, string];
    const own = direction(person);
    const noise = direction(`${person}/${image}`);
    return { template: unit(own.map((value, d) => value + this.#spread * noise[d]!)), quality: 0.8, ms };
  }
}

function direction(name: string): Float32Array {
  let seed = 2166136261;
  for (const character of name) seed = Math.imul(seed ^ character.charCodeAt(0), 16777619);
  const random = seededRandom(seed);
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return unit(Float32Array.from({ length: DIMENSION }, normal));
}

function unit(values: Float32Array): Float32Array {
  const norm = Math.hypot(...values);
  return values.map((value) => value / norm);
}
