import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import type { Output } from './output.ts';
import { usageError } from './output.ts';

const pictures = new Set([
  '.jpg',
  '.jpeg',
  '.png',
  '.webp',
  '.gif',
  '.tif',
  '.tiff',
  '.avif',
  '.pgm',
  '.ppm',
  '.heic',
  '.heif',
]);
const videos = new Set(['.mp4', '.mov', '.mkv', '.webm', '.avi', '.m4v', '.mjpeg', '.mjpg']);

export const isVideo = (file: string): boolean => videos.has(extname(file).toLowerCase());

/** The files themselves, and the pictures below the folders, in name order. A path that does not exist ends the command. */
export async function expandFiles(paths: readonly string[], output: Output): Promise<string[]> {
  const files: string[] = [];
  for (const path of paths) {
    const info = await stat(path).catch(() => null);
    if (info === null) throw usageError(output, `There is no file or folder "${path}".`);
    if (!info.isDirectory()) files.push(path);
    else files.push(...(await picturesBelow(path)));
  }
  if (files.length === 0) throw usageError(output, `There are no pictures in ${paths.join(', ')}.`);
  return files;
}

export async function picturesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && pictures.has(extname(entry.name).toLowerCase()))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** One entry a sub-folder with pictures: the folder's name, underscores as spaces, is the person's name. */
export async function peopleIn(folder: string): Promise<{ name: string; files: string[] }[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const people: { name: string; files: string[] }[] = [];
  for (const entry of entries.filter((one) => one.isDirectory()).sort((a, b) => a.name.localeCompare(b.name))) {
    const files = await picturesBelow(join(folder, entry.name));
    if (files.length > 0) people.push({ name: basename(entry.name).replaceAll('_', ' ').trim(), files });
  }
  return people;
}

export const readPicture = async (file: string): Promise<Uint8Array> => new Uint8Array(await readFile(file));
