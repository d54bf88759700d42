import { DataSetError } from './data-set-error.ts';
import { pathProblem } from './inside-root.ts';
import type { VerificationPair } from './verification-pairs.ts';

/**
 * LFW's own lists (Huang et al., "Labeled Faces in the Wild", 2007): pairs.txt begins with how many folds and how many pairs of each kind
 * a fold has; pairsDevTrain.txt and pairsDevTest.txt with the pairs alone, and have no folds. A mated line is `name n m`, a non-mated one
 * `name n other m`; picture n of a person is `name/name_000n.jpg`.
 */
export const isLfwPairs = (text: string): boolean => /^\uFEFF?\s*\d+(\s+\d+)?\s*\r?\n/.test(text);

/** Throws a DataSetError that names the line. Folds count from 1, as in the list. */
export function parseLfwPairs(text: string, file: string): VerificationPair[] {
  const lines = text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .map((content, index) => ({ line: index + 1, content: content.trim() }))
    .filter(({ content }) => content !== '');
  const counts = lines[0]!.content.split(/\s+/).map(Number);
  const [folds, perKind] = counts.length === 2 ? [counts[0]!, counts[1]!] : [1, counts[0]!];
  const rows = lines.slice(1);
  if (rows.length !== folds * perKind * 2)
    throw new DataSetError(
      file,
      1,
      null,
      `promises ${folds * perKind * 2} pairs (${folds} × 2 × ${perKind}), and ${rows.length} follow`,
    );
  return rows.map(({ line, content }, i) => {
    const cells = content.split(content.includes('\t') ? '\t' : /\s+/);
    if (cells.length !== 3 && cells.length !== 4)
      throw new DataSetError(file, line, null, `has ${cells.length} words, not "name n m" or "name n other m"`);
    const mated = cells.length === 3;
    const [name, n, other, m] = mated
      ? [cells[0]!, cells[1]!, cells[0]!, cells[2]!]
      : (cells as [string, string, string, string]);
    return {
      line,
      mated,
      path1: picturePath(name, n, file, line),
      path2: picturePath(other, m, file, line),
      fold: counts.length === 2 ? 1 + Math.floor(i / (2 * perKind)) : null,
      officiallyWrong: false,
    };
  });
}

function picturePath(name: string, number: string, file: string, line: number): string {
  if (!/^\d{1,6}$/.test(number)) throw new DataSetError(file, line, null, `"${number}" is no picture's number`);
  const problem = /[\\/]/.test(name) ? 'must name a person, not a path' : pathProblem(name);
  if (problem !== null) throw new DataSetError(file, line, null, `"${name}" ${problem}`);
  return `${name}/${name}_${number.padStart(4, '0')}.jpg`;
}
