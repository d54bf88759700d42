import { imagesByPerson } from '../samplers/shuffle.ts';
import type { PictureSource } from '../train/picture-source.ts';
import type { CastingOrder } from './deal.ts';

/** Side of the grid that pictures are averaged over, and pictures of each person. */
const GRID = 8;
const PICTURES = 4;

/**
 * People so that those who look alike stand together: the two nearest first, then whoever is nearest to anybody before. How
 * alike two are is the correlation of their average pictures, coarse and in colour: a measure of neither recogniser, which
 * neither is therefore favoured by. O(people²).
 */
export async function alikeFirst(source: PictureSource): Promise<CastingOrder> {
  const people = [...imagesByPerson(source.labels)].sort(([a], [b]) => a - b);
  const means = await Promise.all(people.map(([, pictures]) => averageOf(source, pictures.slice(0, PICTURES))));
  const n = people.length;
  if (n < 2) return people.map(([label]) => label);
  /** For those who are not placed yet, how alike they are to the most alike who is. */
  const nearest = new Float64Array(n).fill(Number.NEGATIVE_INFINITY);
  const placed: number[] = [];
  const place = (person: number): void => {
    placed.push(person);
    nearest[person] = Number.NaN;
    for (let other = 0; other < n; other++) {
      const alike = correlation(means[person]!, means[other]!);
      if (alike > nearest[other]!) nearest[other] = alike;
    }
  };
  for (const person of closestPair(means)) place(person);
  while (placed.length < n) {
    let next = -1;
    for (let k = 0; k < n; k++) if (!Number.isNaN(nearest[k]!) && (next < 0 || nearest[k]! > nearest[next]!)) next = k;
    place(next);
  }
  return placed.map((k) => people[k]![0]);
}

function closestPair(means: readonly Float64Array[]): readonly [number, number] {
  let best: readonly [number, number] = [0, 1];
  let alike = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < means.length; i++)
    for (let j = i + 1; j < means.length; j++) {
      const here = correlation(means[i]!, means[j]!);
      if (here > alike) [alike, best] = [here, [i, j]];
    }
  return best;
}

/** The average picture on a coarse grid, with mean 0 and length 1. */
async function averageOf(source: PictureSource, pictures: readonly number[]): Promise<Float64Array> {
  const { size } = source;
  const sum = new Float64Array(GRID * GRID * 3);
  for (const index of pictures) {
    const bytes = await source.picture(index);
    for (let y = 0, at = 0; y < size; y++)
      for (let x = 0; x < size; x++, at += 3) {
        const cell = (Math.floor((y * GRID) / size) * GRID + Math.floor((x * GRID) / size)) * 3;
        for (let c = 0; c < 3; c++) sum[cell + c]! += bytes[at + c]!;
      }
  }
  const mean = sum.reduce((a, b) => a + b, 0) / sum.length;
  const length = Math.sqrt(sum.reduce((squares, value) => squares + (value - mean) ** 2, 0)) || 1;
  return sum.map((value) => (value - mean) / length);
}

function correlation(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
