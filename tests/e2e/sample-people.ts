import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { IdentifyOutput } from '../../main/contract/identification.ts';
import { alteredCopy, cutFaces, usableFaces } from '../../main/services/sample-people.ts';
import type { App } from './app.ts';

export const samples = fileURLToPath(new URL('../../models/weights/samples/', import.meta.url));

/** One picture a person, cut from the sample photos by the running app's own detector. */
export async function samplePeople(app: App): Promise<Uint8Array[]> {
  const files = (await readdir(samples)).sort().map((name) => join(samples, name));
  const { stdout } = await app.cli('identify', '--json', '--no-record', ...files);
  const people: Uint8Array[] = [];
  for (const [index, { width, height, faces }] of (JSON.parse(stdout) as IdentifyOutput[]).entries())
    people.push(
      ...(await cutFaces(new Uint8Array(await readFile(files[index]!)), { width, height }, usableFaces(faces))),
    );
  return people;
}

/** Another picture of the same person, as far as one photo gives one: other light, size and a slight turn. */
export const another = (picture: Uint8Array, seed: number): Promise<Uint8Array> => alteredCopy(picture, seed);
