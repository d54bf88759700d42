import sharp from 'sharp';
import type { FaceBox } from '../contract/faces.ts';

/** How much of the picture around a face goes into its cut-out, in widths of the face. */
const margin = 0.5;

interface FoundFace {
  readonly box: FaceBox;
  readonly quality: { readonly overall: number };
}

/**
 * Faces that can be cut out and enrolled: comfortably within every limit, since a cut-out is measured a little differently, and
 * with nobody else in the square that is cut.
 */
export const usableFaces = (faces: readonly FoundFace[]): FaceBox[] =>
  faces
    .filter(
      (face) => face.quality.overall >= 0.75 && faces.every((other) => other === face || !isNear(face.box, other.box)),
    )
    .map(({ box }) => box);

function isNear(box: FaceBox, other: FaceBox): boolean {
  const reach = Math.max(box.width, box.height) * (0.5 + margin) + Math.max(other.width, other.height) / 2;
  const dx = Math.abs(box.x + box.width / 2 - other.x - other.width / 2);
  const dy = Math.abs(box.y + box.height / 2 - other.y - other.height / 2);
  return Math.max(dx, dy) < reach;
}

/** One picture a face, cut from a group photo; `size` is the photo's upright size, in which the boxes are given. */
export async function cutFaces(
  photo: Uint8Array,
  size: { readonly width: number; readonly height: number },
  boxes: readonly FaceBox[],
): Promise<Uint8Array[]> {
  const upright = await sharp(photo).rotate().resize(size.width, size.height).toBuffer();
  return Promise.all(
    boxes.map((box) => {
      const side = Math.max(box.width, box.height) * (1 + 2 * margin);
      const left = Math.round(Math.max(0, box.x + box.width / 2 - side / 2));
      const top = Math.round(Math.max(0, box.y + box.height / 2 - side / 2));
      return sharp(upright)
        .extract({
          left,
          top,
          width: Math.min(Math.round(side), size.width - left),
          height: Math.min(Math.round(side), size.height - top),
        })
        .jpeg({ quality: 92 })
        .toBuffer();
    }),
  );
}

/** Another picture of the same photo: smaller, lighter or darker, recompressed; which way is decided by `seed`. */
export async function alteredCopy(picture: Uint8Array, seed: number): Promise<Uint8Array> {
  const { width = 1 } = await sharp(picture).metadata();
  return sharp(picture)
    .resize({ width: Math.round(width * (0.7 + 0.05 * (seed % 5))) })
    .modulate({ brightness: seed % 2 === 0 ? 0.8 : 1.2, saturation: 0.85 })
    .jpeg({ quality: 60 })
    .toBuffer();
}

/** A 640×480 frame as a webcam gives it, with one person of a group photo about as large as at a desk (a face of some 150 pixels). */
export async function benchFrame(
  photo: Uint8Array,
  size: { readonly width: number; readonly height: number },
  box: FaceBox,
): Promise<Uint8Array> {
  const [cut] = await cutFaces(photo, size, [box]);
  return sharp(cut)
    .resize(300, 300, { fit: 'fill' })
    .extend({ top: 90, bottom: 90, left: 170, right: 170, background: '#808080' })
    .jpeg({ quality: 90 })
    .toBuffer();
}
