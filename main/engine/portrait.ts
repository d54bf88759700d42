import { cutChip } from '../../models/align/chip.ts';
import type { FivePoints } from '../../models/align/five-points.ts';
import { apply, estimateSimilarity } from '../../models/align/similarity.ts';
import type { Point, RgbImage } from '../../models/image.ts';
import { encodePng } from './decode.ts';
import type { StoredCrop } from './protocol.ts';

const side = 224;
/** How much wider than ArcFace's chip: enough for any model's chip, dlib's included, with room for a turned head. */
const zoom = 1.26;

/** ArcFace's landmarks (112²) in the middle of a 224² portrait, with the eyes 56 pixels apart. */
const portraitPoints = (
  [
    [38.29, 51.7],
    [73.53, 51.5],
    [56.03, 71.74],
    [41.55, 92.37],
    [70.73, 92.2],
  ] as const
).map(
  ([x, y]): Point => ({ x: side / 2 + ((x - 56) * 2) / zoom, y: side / 2 + ((y - 56) * 2) / zoom }),
) as unknown as FivePoints;

/** The picture kept with a template: another model can cut its own chip from it, without the person. */
export async function cutPortrait(image: RgbImage, landmarks: FivePoints): Promise<StoredCrop> {
  const portrait = cutChip(image, landmarks, { chip: portraitPoints, inputSize: side });
  const toPortrait = estimateSimilarity(landmarks, portraitPoints);
  return { png: await encodePng(portrait), landmarks: landmarks.map((point) => apply(toPortrait, point)) };
}
