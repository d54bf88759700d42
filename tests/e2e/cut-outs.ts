import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { App } from './app.ts';
import { samplePeople } from './sample-people.ts';

/** One picture a person as files. */
export async function cutOuts(app: App): Promise<string[]> {
  return (await samplePeople(app)).map((picture, index) => {
    const file = join(app.root, `person-${index}.jpg`);
    writeFileSync(file, picture);
    return file;
  });
}
