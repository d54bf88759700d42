import { openStore } from '../../data/store.ts';
import { createApp } from '../../main/app.ts';
import { cropBytes } from '../../main/services/stored-crop.ts';
import { fakeEngine } from './fake-engine.ts';

export const target = 'dlib-resnet-128';
export const old = 'fr-feature-512';

interface Folder {
  readonly dataDir: string;
  readonly keyFile: string;
}

/** A store with people of 100 templates each by the old model, with pictures; no engine is asked. */
export function fillStore({ dataDir, keyFile }: Folder, people: number, each = 100): void {
  const store = openStore({ dir: dataDir, unlock: { kind: 'key-file', path: keyFile } });
  const consent = { textVersion: 'test', at: '2026-01-01T00:00:00.000Z', by: 'test' };
  for (let p = 0; p < people; p++) {
    const templates = Array.from({ length: each }, (_, k) => ({
      ...{ modelId: old, quality: 0.9, origin: 'photo' },
      vector: axis(512, p % 512),
      crop: cropBytes({ png: Buffer.from(`person${p}, picture ${k}`), landmarks: [{ x: 1, y: 1 }] }),
    }));
    store.enrol({ person: { name: `Person ${p}`, consent }, templates });
  }
  store.close();
}

const axis = (dimension: number, at: number): Float32Array =>
  Float32Array.from({ length: dimension }, (_, i) => (i === at ? 1 : 0));

export async function openApp({ dataDir, keyFile }: Folder) {
  const made = await createApp({
    dataDir,
    weightsDir: 'none',
    unlock: { kind: 'key-file', path: keyFile },
    startEngine: fakeEngine,
  });
  if (!made.ok) throw new Error(made.error.message);
  return made.value;
}
