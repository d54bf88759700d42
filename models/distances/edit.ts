/**
 * The fewest insertions, deletions and replacements that make one sequence of the other (Levenshtein 1966), by Wagner and Fischer's table
 * (1974), of which two rows are held. Texts are compared by code point: pass `[...text]`.
 */
export function editDistance(a: ArrayLike<unknown>, b: ArrayLike<unknown>): number {
  let above = Uint32Array.from({ length: b.length + 1 }, (_, j) => j);
  let row = new Uint32Array(b.length + 1);
  for (let i = 1; i <= a.length; i++) {
    row[0] = i;
    for (let j = 1; j <= b.length; j++)
      row[j] = Math.min(above[j]! + 1, row[j - 1]! + 1, above[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1));
    [above, row] = [row, above];
  }
  return above[b.length]!;
}

/** The whole table, [|a| + 1, |b| + 1] row by row: entry (i, j) is the distance of the first i from the first j. */
export function editTable(a: ArrayLike<unknown>, b: ArrayLike<unknown>): Uint32Array {
  const columns = b.length + 1;
  const table = new Uint32Array((a.length + 1) * columns);
  for (let i = 0; i <= a.length; i++)
    for (let j = 0; j < columns; j++) {
      const at = i * columns + j;
      table[at] =
        i === 0 || j === 0
          ? i + j
          : Math.min(
              table[at - columns]! + 1,
              table[at - 1]! + 1,
              table[at - columns - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1),
            );
    }
  return table;
}
