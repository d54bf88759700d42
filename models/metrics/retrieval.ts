/**
 * How well an embedding puts a person's images next to each other (Musgrave, Belongie, Lim, "A Metric Learning Reality
 * Check", ECCV 2020, §3.2). For a probe with R mated images in the gallery:
 * - P@1: 1 where the closest is mated;
 * - R-precision: the share of mated ones among the R closest;
 * - MAP@R: (1/R) Σ over ranks i ≤ R at which the image is mated of the precision among the first i.
 * Each is 0 … 1, averaged over the probes that have a mated image; how many have none is told.
 */
export interface Retrieval {
  readonly pAt1: number;
  readonly rPrecision: number;
  readonly mapAtR: number;
  /** Probes that count. */
  readonly probes: number;
  /** Probes without a mated image in the gallery; they count nowhere. */
  readonly lonely: number;
}

/** The closest gallery images of each probe, closest first: row-major, `k` indexes a probe. */
export interface Neighbours {
  readonly k: number;
  readonly indexes: Int32Array;
}

/** Of one probe; null where it has no mated image. */
export interface ProbeRetrieval {
  readonly pAt1: number;
  readonly rPrecision: number;
  readonly mapAtR: number;
}

/**
 * Figures of each probe, for intervals over people; `leaveOneOut`: probes and gallery are the same images, and none is its
 * own neighbour.
 * @throws RangeError where k is below the largest number of mated images of a probe: MAP@R would be cut without a word
 */
export function probeRetrievals(
  { k, indexes }: Neighbours,
  probes: ArrayLike<number>,
  gallery: ArrayLike<number>,
  leaveOneOut: boolean,
): (ProbeRetrieval | null)[] {
  if (indexes.length !== probes.length * k)
    throw new RangeError(`${indexes.length} neighbours are not ${k} for each of ${probes.length} probes`);
  const inGallery = new Map<number, number>();
  for (let i = 0; i < gallery.length; i++) inGallery.set(gallery[i]!, (inGallery.get(gallery[i]!) ?? 0) + 1);
  const matedOf = (label: number): number => (inGallery.get(label) ?? 0) - (leaveOneOut ? 1 : 0);
  return Array.from(probes, (label, probe) => {
    const mated = matedOf(label);
    if (mated > k) throw new RangeError(`k = ${k} neighbours are fewer than the ${mated} mated images of a probe`);
    if (mated === 0) return null;
    let hits = 0;
    let precisions = 0;
    for (let rank = 1; rank <= mated; rank++) {
      if (gallery[indexes[probe * k + rank - 1]!] !== label) continue;
      hits++;
      precisions += hits / rank;
    }
    const first = gallery[indexes[probe * k]!] === label ? 1 : 0;
    return { pAt1: first, rPrecision: hits / mated, mapAtR: precisions / mated };
  });
}

/** The means of {@link probeRetrievals}; null where no probe has a mated image. */
export function retrieval(perProbe: readonly (ProbeRetrieval | null)[]): Retrieval | null {
  const counted = perProbe.filter((probe) => probe !== null);
  if (counted.length === 0) return null;
  const mean = (figure: keyof ProbeRetrieval): number =>
    counted.reduce((sum, probe) => sum + probe[figure], 0) / counted.length;
  return {
    pAt1: mean('pAt1'),
    rPrecision: mean('rPrecision'),
    mapAtR: mean('mapAtR'),
    probes: counted.length,
    lonely: perProbe.length - counted.length,
  };
}

/** The largest number of mated images that a probe has when each image of `labels` is held against the others: the least k. */
export function neighboursNeeded(labels: ArrayLike<number>): number {
  const counts = new Map<number, number>();
  let largest = 0;
  for (let i = 0; i < labels.length; i++) {
    const count = (counts.get(labels[i]!) ?? 0) + 1;
    counts.set(labels[i]!, count);
    largest = Math.max(largest, count);
  }
  return largest - 1;
}
