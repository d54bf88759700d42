import type { PersonRef } from '../../main/contract/faces.ts';
import type { CallOutput } from '../../main/contract/index.ts';
import { call } from '../host/host.ts';
import { fileNamePart, saveFile } from '../lists/save-file.ts';
import { notifyProblem } from '../shell/notify.ts';

/** What is held about a person as a page for them to read. */
export async function savePersonPage({ id }: PersonRef, language: 'en' | 'zh'): Promise<void> {
  const outcome = await call('privacy.personPage', { id, language });
  if (!outcome.ok) return void notifyProblem(outcome.error);
  saveFile(outcome.value.fileName, outcome.value.html, 'text/html');
}

/** Everything held about a person as a file of theirs to take away. */
export async function exportPerson({ id, name }: PersonRef): Promise<void> {
  const outcome = await call('people.export', { id });
  if (!outcome.ok) return void notifyProblem(outcome.error);
  saveFile(`${fileNamePart(name)}.json`, JSON.stringify(readable(outcome.value), null, 2), 'application/json');
}

/** The same form as the command line writes: vectors as lists of numbers, pictures as Base64. */
function readable({ templates, visits, ...rest }: CallOutput<'people.export'>) {
  return {
    ...rest,
    visits: visits.map(({ event, picture }) => ({ event, jpegBase64: base64(picture) })),
    templates: templates.map(({ vector, crop, ...one }) => ({
      ...one,
      vector: Array.from(vector),
      cropPngBase64: crop === null ? null : base64(crop),
    })),
  };
}

/** In pieces: a picture has more bytes than a function takes arguments. */
function base64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(text);
}
