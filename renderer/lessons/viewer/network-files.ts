import type { NamedFile } from '../../../models/runtime/tfjs-files.ts';

/** Of all files that are dropped or chosen at once, at most so much is read. */
export const mostBytes = 256 * 2 ** 20;

/** What a person brought: held by this page alone, and gone when another network is brought or the page is left. */
let brought: readonly NamedFile[] | null = null;
const listeners = new Set<() => void>();

export const broughtFiles = (): readonly NamedFile[] | null => brought;

export function onBrought(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function bring(files: readonly NamedFile[] | null): void {
  brought = files;
  for (const listener of listeners) listener();
}

/** Null where they are more than is read. */
export async function readFiles(files: readonly File[]): Promise<NamedFile[] | null> {
  if (files.reduce((sum, { size }) => sum + size, 0) > mostBytes || files.length > 1000) return null;
  return Promise.all(
    files.map(async (file) => ({
      name: (file.webkitRelativePath || (file as { path?: string }).path || file.name).replace(/^[./]+/, ''),
      bytes: new Uint8Array(await file.arrayBuffer()),
    })),
  );
}

/** Ends of files of other programs' networks, which are first to be written as ONNX. */
const foreign: readonly (readonly [RegExp, string])[] = [
  [/\.(h5|hdf5|keras)$/i, 'Keras'],
  [/\.(pt|pth|ckpt|safetensors)$/i, 'PyTorch'],
  [/\.(pb|tflite)$/i, 'TensorFlow'],
  [/\.(mlmodel|mlpackage)$/i, 'Core ML'],
  [/\.(caffemodel|prototxt)$/i, 'Caffe'],
];

/** Whose files these are, by their names; null: nobody's that is known. */
export const foreignFormat = (files: readonly Pick<NamedFile, 'name'>[]): string | null =>
  foreign.find(([ends]) => files.some(({ name }) => ends.test(name)))?.[1] ?? null;
