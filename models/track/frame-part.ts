import type { FivePoints } from '../align/five-points.ts';
import type { Point, RgbImage } from '../image.ts';
import type { FollowedFace, PlacedFace } from './follow.ts';

/** A part of a camera's frame in whole pixels of the frame. */
export interface FrameArea {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Which part of which frame a picture shows; the picture may be smaller than the part. */
export interface FramePart extends FrameArea {
  readonly frameWidth: number;
  readonly frameHeight: number;
}

/** An image that is a whole frame. */
export const wholeFrame = ({ width, height }: Pick<RgbImage, 'width' | 'height'>): FramePart => ({
  x: 0,
  y: 0,
  width,
  height,
  frameWidth: width,
  frameHeight: height,
});

/** Places in a frame as places in a picture of a part of it, and back. Pixels have their centres at whole numbers in both. */
export interface PartScale {
  toPart(face: PlacedFace): PlacedFace;
  toFrame(face: FollowedFace): FollowedFace;
}

/** @throws RangeError where the part reaches beyond its frame */
export function partScale(image: Pick<RgbImage, 'width' | 'height'>, part: FramePart): PartScale {
  if (part.x + part.width > part.frameWidth || part.y + part.height > part.frameHeight)
    throw new RangeError('part: it reaches beyond its frame');
  const across = image.width / part.width;
  const down = image.height / part.height;
  const into = ({ x, y }: Point): Point => ({
    x: (x + 0.5 - part.x) * across - 0.5,
    y: (y + 0.5 - part.y) * down - 0.5,
  });
  const back = ({ x, y }: Point): Point => ({
    x: (x + 0.5) / across + part.x - 0.5,
    y: (y + 0.5) / down + part.y - 0.5,
  });
  const five = (points: FivePoints, move: (point: Point) => Point) => points.map(move) as unknown as FivePoints;
  return {
    toPart: ({ box, landmarks }) => ({
      box: { ...into(box), width: box.width * across, height: box.height * down },
      landmarks: five(landmarks, into),
    }),
    toFrame({ box, landmarks, mesh }) {
      const moved = new Float32Array(mesh.length);
      for (let k = 0; k < mesh.length; k += 3) {
        moved[k] = (mesh[k]! + 0.5) / across + part.x - 0.5;
        moved[k + 1] = (mesh[k + 1]! + 0.5) / down + part.y - 0.5;
        moved[k + 2] = mesh[k + 2]! / across;
      }
      return {
        box: { ...back(box), width: box.width / across, height: box.height / down },
        landmarks: five(landmarks, back),
        mesh: moved,
      };
    },
  };
}
