import { useEffect, useState } from 'react';
import type { RgbImage } from '../../../models/image.ts';
import { call } from '../../host/host.ts';
import { paint } from './face-pixels.ts';
import type { GalleryFace } from './use-gallery.ts';

const thumbnail = 56;

/**
 * Small pictures of a gallery's faces by their id, as data: addresses, so that a saved chart carries them along: of synthetic people their
 * crop, of enrolled ones their portrait, fetched once a person.
 */
export function useGalleryPictures(faces: readonly GalleryFace[]): ReadonlyMap<string, string> {
  const [pictures, setPictures] = useState<ReadonlyMap<string, string>>(new Map());
  useEffect(() => {
    let current = true;
    const load = async (): Promise<void> => {
      const made = new Map<string, string>();
      const portraits = new Map<string, Promise<string | null>>();
      for (const { id, chip, person } of faces) {
        let address: string | null = null;
        if (chip !== null) {
          address = thumbnailOf(chip);
        } else if (person !== null) {
          const asked = portraits.get(person.id) ?? portraitOf(person.id);
          portraits.set(person.id, asked);
          address = await asked;
        }
        if (!current) return;
        if (address !== null) made.set(id, address);
      }
      setPictures(made);
    };
    void load();
    return () => {
      current = false;
    };
  }, [faces]);
  return pictures;
}

/** Small, since a chart may show it many times. */
function thumbnailOf(chip: RgbImage): string {
  const [whole, small] = [document.createElement('canvas'), document.createElement('canvas')];
  paint(whole, chip);
  [small.width, small.height] = [thumbnail, thumbnail];
  const context = small.getContext('2d');
  if (context !== null) context.imageSmoothingQuality = 'high';
  context?.drawImage(whole, 0, 0, thumbnail, thumbnail);
  return small.toDataURL('image/jpeg', 0.8);
}

async function portraitOf(id: string): Promise<string | null> {
  const outcome = await call('people.portrait', { id });
  const picture = outcome.ok ? outcome.value.picture : null;
  if (picture === null) return null;
  const text = Array.from(picture, (byte) => String.fromCharCode(byte)).join('');
  return `data:image/png;base64,${btoa(text)}`;
}
