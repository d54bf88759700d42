import type { Head } from '../classify/head.ts';
import { atUnitLength, type EmbeddingProgram } from '../train/embedding-program.ts';
import type { NetworkVectors } from '../train/step-program.ts';

/** What a backbone makes of pictures. */
export interface Space {
  readonly dimension: number;
  /** As the head sees them: [pictures, dimension], of any length. */
  features(pictures: Int32Array): Promise<Float32Array>;
}

/** A softmax recogniser as it is used: a backbone and a head over it. */
export interface Classifier {
  readonly space: Space;
  readonly head: Head;
}

/** Features as the gallery compares them: at length 1. */
export async function unitFeatures(space: Space, pictures: Int32Array): Promise<Float32Array> {
  return atUnitLength((await space.features(pictures)).slice(), space.dimension);
}

/** One network compiled for a few pictures and for many: padded to a large batch, a newcomer's six would cost ten times as much. */
export interface EmbeddingPrograms {
  readonly few: EmbeddingProgram;
  readonly many: EmbeddingProgram;
}

/** Pictures that are few. */
export const FEW = 8;

/** A network with given weights. */
export function networkSpace({ few, many }: EmbeddingPrograms, vectors: NetworkVectors, dimension: number): Space {
  return { dimension, features: (pictures) => (pictures.length <= FEW ? few : many).run(pictures, vectors) };
}

/** Templates of pictures, in order, of length 1. */
export type EmbedPictures = (pictures: readonly Uint8Array[]) => Promise<readonly Float32Array[]>;

/** Pictures a call. */
const BATCH = 32;

/**
 * What a network that is not trained makes of pictures. Every picture is embedded once and remembered. Templates have length 1,
 * so that one of d numbers has a mean square of 1/d; a head is given √d times them, of mean square 1, as linear
 * classifiers want their inputs.
 */
export class FrozenSpace implements Space {
  readonly dimension: number;
  private readonly picture: (index: number) => Uint8Array | Promise<Uint8Array>;
  private readonly embed: EmbedPictures;
  private readonly known = new Map<number, Float32Array>();

  constructor(picture: (index: number) => Uint8Array | Promise<Uint8Array>, embed: EmbedPictures, dimension: number) {
    this.picture = picture;
    this.embed = embed;
    this.dimension = dimension;
  }

  async features(pictures: Int32Array): Promise<Float32Array> {
    for await (const _ of this.prepare(pictures));
    const { dimension, known } = this;
    const scale = Math.sqrt(dimension);
    const rows = new Float32Array(pictures.length * dimension);
    for (const [k, picture] of pictures.entries()) {
      const row = known.get(picture)!;
      for (let d = 0; d < dimension; d++) rows[k * dimension + d] = row[d]! * scale;
    }
    return rows;
  }

  /** Embeds what is not known yet. Yields how many of them are done. */
  async *prepare(pictures: Int32Array): AsyncGenerator<number, void, void> {
    const lacking = [...new Set(pictures)].filter((picture) => !this.known.has(picture));
    for (let start = 0; start < lacking.length; start += BATCH) {
      const some = lacking.slice(start, start + BATCH);
      const bytes = await Promise.all(some.map((index) => this.picture(index)));
      const rows = await this.embed(bytes);
      for (const [k, index] of some.entries()) this.known.set(index, rows[k]!);
      yield start + some.length;
    }
  }

  /** Forgets pictures, so that embedding them again can be timed. */
  forget(pictures: Int32Array): void {
    for (const picture of pictures) this.known.delete(picture);
  }
}
