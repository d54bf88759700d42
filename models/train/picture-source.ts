/**
 * Labelled pictures, whoever makes them: rendered, decoded, cached, in this process or fed by another. Pictures are asked
 * for again and again and by several at once; whoever is slow keeps a cache.
 */
export interface PictureSource {
  /** Side in pixels: the recipe's `network.inputSize`. */
  readonly size: number;
  /** Who each picture shows: any whole numbers ≥ 0, the same for the same person. */
  readonly labels: Int32Array;
  /** What names each picture outside (a synthetic seed, a file, a template's id): the view finds it again by this. */
  readonly references: readonly string[];
  /** RGB, row-major, size · size · 3 bytes. Not to be changed by whoever gets it. */
  picture(index: number): Uint8Array | Promise<Uint8Array>;
}
