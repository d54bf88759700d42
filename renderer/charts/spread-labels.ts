/**
 * Moves labels apart that would lie on each other, as little as a simple pass can: each keeps its order and at least
 * `gap` from the next, all between `low` and `high`. Gives the new places in the order they came.
 */
export function spreadLabels(wanted: readonly number[], gap: number, low: number, high: number): number[] {
  const order = wanted.map((_, i) => i).sort((a, b) => wanted[a]! - wanted[b]!);
  const places = wanted.map((place) => Math.min(Math.max(place, low), high));
  order.forEach((index, i) => {
    if (i > 0) places[index] = Math.max(places[index]!, places[order[i - 1]!]! + gap);
  });
  // What ran out below is pushed back up, from the last to the first.
  for (let i = order.length - 1, limit = high; i >= 0; i--) {
    const index = order[i]!;
    places[index] = Math.min(places[index]!, limit);
    limit = places[index] - gap;
  }
  return places;
}
