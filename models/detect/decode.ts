import { type DetectionRows, ROW } from './detection.ts';

/** Numbers the network predicts for one anchor: logit, box (centre x, y, width, height), six points (x, y). */
const PREDICTION = 17;

/**
 * BlazeFace predictions → rows in input pixels, those scoring at least `minScore` only, best first.
 *
 * @param predictions `[n, 17]`: logit, then offsets in input pixels relative to the anchor
 * @param anchors `[n, 2]` from {@link generateAnchors}
 * @param minScore 0..1, exclusive of nothing: a row with exactly this score is kept
 * @throws when the two lengths do not belong together
 */
export function decode(predictions: Float32Array, anchors: Float32Array, minScore: number): DetectionRows {
  const count = anchors.length / 2;
  if (predictions.length !== count * PREDICTION) {
    throw new Error(`decode: ${predictions.length} predictions do not fit ${count} anchors`);
  }
  // Comparing logits spares the sigmoid for the ~890 anchors that see no face.
  const minLogit = Math.log(minScore / (1 - minScore));
  const kept: number[] = [];
  for (let i = 0; i < count; i++) if (predictions[i * PREDICTION]! >= minLogit) kept.push(i);
  kept.sort((a, b) => predictions[b * PREDICTION]! - predictions[a * PREDICTION]!);

  const rows = new Float32Array(kept.length * ROW);
  kept.forEach((index, row) => {
    const from = index * PREDICTION;
    const to = row * ROW;
    const anchorX = anchors[index * 2]!;
    const anchorY = anchors[index * 2 + 1]!;
    const centreX = predictions[from + 1]! + anchorX;
    const centreY = predictions[from + 2]! + anchorY;
    const halfWidth = predictions[from + 3]! / 2;
    const halfHeight = predictions[from + 4]! / 2;
    rows[to] = 1 / (1 + Math.exp(-predictions[from]!));
    rows[to + 1] = centreX - halfWidth;
    rows[to + 2] = centreY - halfHeight;
    rows[to + 3] = centreX + halfWidth;
    rows[to + 4] = centreY + halfHeight;
    for (let k = 0; k < 12; k += 2) {
      rows[to + 5 + k] = predictions[from + 5 + k]! + anchorX;
      rows[to + 6 + k] = predictions[from + 6 + k]! + anchorY;
    }
  });
  return rows;
}

/**
 * The back model answers in four tensors (logits and boxes of two layers, in any order); here they become one `[n, 17]`.
 * Tensors are told apart by their length alone: within a layer boxes are sixteen times as long as logits.
 *
 * @param cells anchors of each layer, e.g. [512, 384]
 * @throws when a tensor is missing
 */
export function joinOutputs(outputs: readonly Float32Array[], cells: readonly number[]): Float32Array {
  const joined = new Float32Array(cells.reduce((sum, n) => sum + n, 0) * PREDICTION);
  let at = 0;
  for (const n of cells) {
    const logits = outputs.find((output) => output.length === n);
    const boxes = outputs.find((output) => output.length === n * (PREDICTION - 1));
    if (!logits || !boxes) throw new Error(`detector: no output with ${n} anchors`);
    for (let i = 0; i < n; i++) {
      joined[at++] = logits[i]!;
      for (let k = 0; k < PREDICTION - 1; k++) joined[at++] = boxes[i * (PREDICTION - 1) + k]!;
    }
  }
  return joined;
}
