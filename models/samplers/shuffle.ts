import type { Random } from '../metrics/seeded-random.ts';

/** A copy in random order, every order equally likely (Fisher, Yates 1938; Durstenfeld 1964). */
export function shuffled<T>(items: readonly T[], random: Random): T[] {
  const all = [...items];
  for (let i = all.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [all[i], all[j]] = [all[j]!, all[i]!];
  }
  return all;
}

/** The images of each person: indexes into `labels`, people in the order in which they first occur. */
export function imagesByPerson(labels: ArrayLike<number>): ReadonlyMap<number, readonly number[]> {
  const images = new Map<number, number[]>();
  for (let i = 0; i < labels.length; i++) {
    const person = labels[i]!;
    const known = images.get(person);
    if (known) known.push(i);
    else images.set(person, [i]);
  }
  return images;
}
