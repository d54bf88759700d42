import { readdir } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { DataSetError } from './data-set-error.ts';

/** One person of a directory with a folder per person; paths are relative to that directory, in natural order. */
export interface PersonFolder {
  readonly person: string;
  readonly paths: readonly string[];
}

/** What is taken for an image by its name; whether it is one shows when it is decoded. */
export const imageExtensions: ReadonlySet<string> = new Set(
  ['jpg', 'jpeg', 'png', 'webp', 'gif', 'tif', 'tiff', 'avif', 'heic', 'heif', 'pgm', 'ppm', 'bmp'].map((e) => `.${e}`),
);

/**
 * Reads `root/<person>/<image>`. Hidden entries, files beside the folders and links are left out (a link could lead out
 * of the root); folders below a person's are not searched. Throws a DataSetError when nothing is found, or when
 * two names are the same to a reader (Unicode NFC, case).
 */
export async function readPersonFolders(root: string): Promise<PersonFolder[]> {
  const entries = await readdir(root, { withFileTypes: true });
  const people: PersonFolder[] = [];
  const names = new Map<string, string>();
  for (const entry of entries.filter((e) => e.isDirectory() && !e.name.startsWith('.')).sort(naturally)) {
    const files = await readdir(join(root, entry.name), { withFileTypes: true });
    const images = files
      .filter((f) => f.isFile() && !f.name.startsWith('.') && imageExtensions.has(extname(f.name).toLowerCase()))
      .sort(naturally);
    if (images.length === 0) continue;
    const folded = entry.name.normalize('NFC').toLowerCase();
    const twin = names.get(folded);
    if (twin !== undefined)
      throw new DataSetError(root, null, null, `folders "${twin}" and "${entry.name}" name the same person`);
    names.set(folded, entry.name);
    people.push({ person: entry.name, paths: images.map((image) => `${entry.name}/${image.name}`) });
  }
  if (people.length === 0)
    throw new DataSetError(root, null, null, 'has no folder with images; expected one folder per person');
  return people;
}

const collator = new Intl.Collator('en', { numeric: true });
const naturally = (a: { readonly name: string }, b: { readonly name: string }): number =>
  collator.compare(a.name, b.name) || (a.name < b.name ? -1 : 1);
