import { type DegradationId, degradations, degrade } from '../../degrade/degrade.ts';
import { createBlazeFace } from '../../detect/blazeface.ts';
import { boxIou } from '../../detect/box-iou.ts';
import { searchFrame } from '../../detect/search.ts';
import type { Box, RgbImage } from '../../image.ts';
import { restoreClassically } from '../../restore/classical.ts';
import { identityOf } from '../../synth/draw-identity.ts';
import { figureOf } from '../../synth/figure.ts';
import { EVERYDAY, nuisanceOf } from '../../synth/nuisance.ts';
import { createRenderer } from '../../synth/render.ts';
import type { Progress } from '../check.ts';
import type { EngineTools } from '../in-engine.ts';

export interface DetectInput {
  readonly seed: number;
  readonly frames: number;
  readonly strengths: readonly number[];
}

/** Detection on one degradation at one strength, as it is and after the classical restorer. */
export interface DetectRow {
  readonly degradation: DegradationId;
  readonly strength: number;
  /** Faces found at an IoU of a half or more, of all that were found in the clean frames. */
  readonly recall: number;
  /** Mean IoU with the box in the clean frame; a face that is not found counts 0. */
  readonly iou: number;
  readonly recallRestored: number;
  readonly iouRestored: number;
}
export interface DetectResult {
  readonly rows: readonly DetectRow[];
  /** Faces that the rates are of. */
  readonly faces: number;
}

/** A frame shows so many people across and down, each in a square of so many pixels. */
const ACROSS = 3;
const CELL = 64;
const FRAME = ACROSS * CELL;
const FOUND = 0.5;

/** The app's own detector on frames that go bad. What it finds in the clean frame is the truth that it is held to. */
export async function* detect(
  { seed, frames, strengths }: DetectInput,
  tools: EngineTools,
): AsyncGenerator<Progress & Partial<DetectResult>, DetectResult> {
  if (!(Number.isInteger(seed) && Number.isInteger(frames) && frames >= 1 && frames <= 40))
    throw new RangeError('high-level: one to forty frames');
  if (!(Array.isArray(strengths) && strengths.length <= 12 && strengths.every((one) => one >= 0 && one <= 1)))
    throw new RangeError('high-level: a strength is from 0 to 1');
  if (tools.detector === undefined) throw new RangeError('high-level: there is no detector');
  const total = frames + degradations.length * strengths.length;
  let done = 0;
  yield { done, total };
  const network = await tools.detector();
  try {
    const detector = createBlazeFace(network);
    const boxesIn = async (frame: RgbImage): Promise<Box[]> =>
      (await searchFrame(detector, frame)).map(({ box }) => box);
    const known: { frame: RgbImage; boxes: readonly Box[] }[] = [];
    for (let i = 0; i < frames; i++) {
      const frame = group(Math.imul(seed, 7919) + 330_017 + i * ACROSS * ACROSS);
      known.push({ frame, boxes: await boxesIn(frame) });
      yield { done: ++done, total };
    }
    const faces = known.reduce((sum, { boxes }) => sum + boxes.length, 0);
    let rows: readonly DetectRow[] = [];
    for (const degradation of degradations)
      for (const strength of strengths) {
        const overlaps: number[][] = [[], []];
        for (const [i, { frame, boxes }] of known.entries()) {
          const bad = degrade(frame, degradation, strength, seed * 13 + i);
          for (const [k, seen] of [bad, restoreClassically(bad, degradation, strength)].entries()) {
            const found = await boxesIn(seen);
            for (const box of boxes) overlaps[k]!.push(Math.max(0, ...found.map((one) => boxIou(one, box))));
          }
        }
        const [plain, better] = overlaps.map((all) => ({
          recall: all.filter((iou) => iou >= FOUND).length / Math.max(1, all.length),
          iou: all.reduce((a, b) => a + b, 0) / Math.max(1, all.length),
        })) as [Pick<DetectRow, 'recall' | 'iou'>, Pick<DetectRow, 'recall' | 'iou'>];
        rows = [...rows, { degradation, strength, ...plain, recallRestored: better.recall, iouRestored: better.iou }];
        yield { done: ++done, total, rows, faces };
      }
    return { rows, faces };
  } finally {
    await network.release();
  }
}

/** People side by side, each as a camera would show them alone. */
function group(first: number): RgbImage {
  const render = createRenderer(CELL);
  const data = new Uint8Array(FRAME * FRAME * 3);
  for (let k = 0; k < ACROSS * ACROSS; k++) {
    const nuisance = nuisanceOf(
      first + k,
      { ...EVERYDAY, pose: 0.5, image: 0.3, occlusion: 0 },
      { size: 0.6, x: 0.5, y: 0.5 },
    );
    const { data: cell } = render(figureOf(identityOf(first + k)), nuisance);
    const [left, top] = [(k % ACROSS) * CELL, Math.floor(k / ACROSS) * CELL];
    for (let y = 0; y < CELL; y++)
      data.set(cell.subarray(y * CELL * 3, (y + 1) * CELL * 3), ((top + y) * FRAME + left) * 3);
  }
  return { width: FRAME, height: FRAME, data };
}
