import { writeFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { IdentifyOutput } from '../../main/contract/identification.ts';
import { cutFaces, usableFaces } from '../../main/services/sample-people.ts';
import type { App } from './app.ts';

const samples = fileURLToPath(new URL('../../models/weights/samples/', import.meta.url));

/** One picture a person as files, cut from the sample photos by the running app's own detector. */
export async function cutOuts(app: App): Promise<string[]> {
  const files: string[] = [];
  for (const sample of (await readdir(samples)).sort()) {
    const { stdout } = await app.cli('identify', '--json', '--no-record', join(samples, sample));
    const { width, height, faces } = JSON.parse(stdout) as IdentifyOutput;
    const photo = new Uint8Array(await readFile(join(samples, sample)));
    for (const cut of await cutFaces(photo, { width, height }, usableFaces(faces))) {
      const file = join(app.root, `person-${files.length}.jpg`);
      writeFileSync(file, cut);
      files.push(file);
    }
  }
  return files;
}
