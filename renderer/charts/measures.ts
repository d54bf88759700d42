/** Lengths of a chart's inside, in CSS pixels, in one place: text there is `--chart-text` high (charts.css). */
export const measures = {
  height: 200,
  top: 10,
  bottom: 34,
  left: 48,
  right: 12,
  /** Between direct labels one above the other. */
  labelHeight: 15,
  labelGap: 8,
  labelMost: 150,
  labelsMost: 8,
  /** Room that a tick wants, along x and along y. */
  tickWidth: 70,
  tickHeight: 38,
  tickLength: 4,
  /** As high as a value at an axis is written. */
  tickText: 12,
  /** Lines are told beside a chart where this much is left of it, else above. */
  leastPlot: 190,
  readoutGap: 10,
  readoutWidth: 190,
  pointArea: 34,
  pointAreaChosen: 110,
  /** How near a pointer must come to a point to mean it. */
  reach: 24,
  face: 56,
  faceInPlace: 28,
} as const;

/** About how wide a text is at the charts' size: CJK characters are square, others half that. */
export const textWidth = (text: string): number =>
  [...text].reduce((sum, sign) => sum + (sign > '\u2e7f' ? 11.5 : 6.3), 0);
