import type { VerificationPair } from '../../../data/datasets/verification-pairs.ts';

/** The identity of each image as a number from 0, in the order of `paths`. */
export interface Identities {
  readonly identity: Int32Array;
  readonly people: number;
  /**
   * True where folders name people: then images of different folders are different people, and every such pair is a
   * non-mated comparison. False where the list contradicts that; identities then follow the mated pairs, and unlisted pairs prove nothing.
   */
  readonly byFolder: boolean;
}

/** LFW's layout names the person in the folder. It is believed only if every mated pair shares a folder and no other does. */
export function identitiesOf(paths: readonly string[], pairs: readonly VerificationPair[]): Identities {
  const byFolder = pairs.every((pair) => pair.mated === (folderOf(pair.path1) === folderOf(pair.path2)));
  if (byFolder) return { ...numbered(paths.map(folderOf)), byFolder };
  const parent = new Map(paths.map((path) => [path, path]));
  const rootOf = (path: string): string => {
    let at = path;
    while (parent.get(at) !== at) at = parent.get(at)!;
    return at;
  };
  for (const pair of pairs) if (pair.mated) parent.set(rootOf(pair.path1), rootOf(pair.path2));
  return { ...numbered(paths.map(rootOf)), byFolder };
}

const folderOf = (path: string): string => path.split(/[\\/]/).slice(0, -1).join('/');

export function numbered(names: readonly string[]): { identity: Int32Array; people: number } {
  const numbers = new Map<string, number>();
  const identity = Int32Array.from(names, (name) => {
    const known = numbers.get(name) ?? numbers.size;
    numbers.set(name, known);
    return known;
  });
  return { identity, people: numbers.size };
}
