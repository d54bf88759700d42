import type { FaceBox } from '../../main/contract/faces.ts';

/** How much around a face goes into its cut-out, in widths of the face: enough for the detector to find it again. */
const margin = 0.6;

interface Drawable {
  /** Of its first pixel in the frame that the box is of, and its pixels for one of those. */
  readonly place: { readonly x: number; readonly y: number; readonly scale: number };
  /** Whoever opens it closes it. */
  open(): Promise<VideoFrame | ImageBitmap>;
}

/** A square around a face, cut from a picture, as JPEG: one face in a picture of several. */
export async function cropFace(picture: Drawable, box: FaceBox): Promise<Blob> {
  const source = await picture.open();
  try {
    const { width, height } = sizeOf(source);
    const { x, y, scale } = picture.place;
    const size = Math.min(Math.max(box.width, box.height) * scale * (1 + 2 * margin), width, height);
    const left = clamp((box.x - x + box.width / 2) * scale - size / 2, 0, width - size);
    const top = clamp((box.y - y + box.height / 2) * scale - size / 2, 0, height - size);
    const canvas = new OffscreenCanvas(Math.round(size), Math.round(size));
    canvas.getContext('2d')?.drawImage(source, left, top, size, size, 0, 0, canvas.width, canvas.height);
    return await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.95 });
  } finally {
    source.close();
  }
}

export const clamp = (value: number, low: number, high: number): number => Math.max(low, Math.min(high, value));

/** Of a picture's pixels. */
export const sizeOf = (source: VideoFrame | ImageBitmap): { readonly width: number; readonly height: number } =>
  source instanceof ImageBitmap ? source : { width: source.displayWidth, height: source.displayHeight };
