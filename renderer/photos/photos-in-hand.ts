import { useSyncExternalStore } from 'react';

/** A photo on the Photos page; it stays while one visits other pages, and is freed when cleared or replaced. */
export interface Photo {
  readonly id: number;
  readonly name: string;
  readonly file: File;
  readonly url: string;
}

interface InHand {
  readonly photos: readonly Photo[];
  /** Files of the last take that are no pictures by their type. */
  readonly leftOut: number;
}

let inHand: InHand = { photos: [], leftOut: 0 };
let nextId = 1;
const listeners = new Set<() => void>();

/** Types a picture may have; a file without a known type is tried, and refused by the host with its reason if it is none. */
const couldBePicture = ({ type, name }: File): boolean =>
  type.startsWith('image/') || (type === '' && !name.startsWith('.')) || /\.(pgm|ppm|heic)$/i.test(name);

/** Replaces the photos in hand. */
export function takePhotos(files: readonly File[]): void {
  for (const { url } of inHand.photos) URL.revokeObjectURL(url);
  const pictures = files.filter(couldBePicture);
  inHand = {
    photos: pictures.map((file) => ({ id: nextId++, name: file.name, file, url: URL.createObjectURL(file) })),
    leftOut: files.length - pictures.length,
  };
  for (const listener of listeners) listener();
}

export const usePhotos = (): InHand =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => inHand,
  );
