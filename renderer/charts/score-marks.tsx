import { measures, textWidth } from './measures.ts';
import type { Scale } from './scale-of.ts';

/** A level such as a threshold, at a score. */
export interface ScoreMark {
  readonly id: string;
  readonly label: string;
  readonly score: number;
}

/** Levels such as thresholds, each a dashed line with its name above the picture; names that would meet take turns in height. */
export function ScoreMarks({
  marks,
  x,
  top,
  bottom,
}: {
  marks: readonly ScoreMark[];
  x: Scale;
  top: number;
  bottom: number;
}) {
  const right = x.range()[1] ?? 0;
  let taken = Number.NEGATIVE_INFINITY;
  let row = 0;
  return (
    <g className="chart-marks" aria-hidden>
      {marks
        .toSorted((a, b) => a.score - b.score)
        .map(({ id, label, score }) => {
          const at = x(score);
          const wide = textWidth(label);
          const start = Math.max(measures.left, Math.min(at - wide / 2, right - wide));
          row = start < taken ? (row + 1) % 2 : 0;
          taken = start + wide + measures.labelGap;
          return (
            <g key={id}>
              <line className="chart-reference" x1={at} x2={at} y1={top - 4} y2={bottom} />
              <text x={start} y={top - 8 - row * measures.labelHeight}>
                {label}
              </text>
            </g>
          );
        })}
    </g>
  );
}
