import type { FaceBox } from '../../main/contract/faces.ts';

/** How much around a face goes into its cut-out, in widths of the face: enough for the detector to find it again. */
const margin = 0.6;

/** A square around a face, cut from a picture, as JPEG: one face in a picture of several. */
export async function cropFace(picture: Blob, box: FaceBox, side?: number): Promise<Blob> {
  const bitmap = await createImageBitmap(picture);
  try {
    const wanted = Math.max(box.width, box.height) * (1 + 2 * margin);
    const size = Math.min(wanted, bitmap.width, bitmap.height);
    const left = clamp(box.x + box.width / 2 - size / 2, 0, bitmap.width - size);
    const top = clamp(box.y + box.height / 2 - size / 2, 0, bitmap.height - size);
    const canvas = new OffscreenCanvas(Math.round(side ?? size), Math.round(side ?? size));
    canvas.getContext('2d')?.drawImage(bitmap, left, top, size, size, 0, 0, canvas.width, canvas.height);
    return await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.95 });
  } finally {
    bitmap.close();
  }
}

const clamp = (value: number, low: number, high: number): number => Math.max(low, Math.min(high, value));
