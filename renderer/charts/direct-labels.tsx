import { measures } from './measures.ts';
import type { Scale } from './scale-of.ts';
import { isValue, type Series } from './series.ts';
import { spreadLabels } from './spread-labels.ts';

/** How long a piece of a line stands for it: of a dashed one two strokes are seen. */
export const strokeOf = (series: readonly Pick<Series, 'dash'>[], plain = 10): number =>
  series.some(({ dash }) => dash !== undefined) ? 22 : plain;

/** What each line is, at its end; the words in the text's colour, a stroke of the line's before them. */
export function DirectLabels({ series, x, y }: { series: readonly Series[]; x: Scale; y: Scale }) {
  const [bottom, top] = y.range() as [number, number];
  // A faint line is explained by the curve through it.
  const ends = series.flatMap((one) => {
    if (one.kind === 'faint') return [];
    const last = one.points.findLast(({ y: value }) => isValue(value));
    return last === undefined ? [] : [{ ...one, at: y(last.y ?? 0) }];
  });
  const places = spreadLabels(
    ends.map(({ at }) => at),
    measures.labelHeight,
    top + 4,
    bottom - 4,
  );
  const left = (x.range()[1] ?? 0) + measures.labelGap;
  const stroke = strokeOf(series);
  return (
    <g className="chart-labels" aria-hidden>
      {ends.map(({ id, label, colour, dash, kind }, i) => (
        <g key={id} transform={`translate(${left},${places[i]})`}>
          <line
            className={kind === 'reference' ? 'chart-reference' : 'chart-line'}
            x2={stroke}
            style={{ stroke: colour, strokeDasharray: dash }}
          />
          <text x={stroke + 4} dy="0.32em">
            {label}
          </text>
        </g>
      ))}
    </g>
  );
}

/** The same above a chart that has no room beside it. */
export function Legend({ series }: { series: readonly Pick<Series, 'id' | 'label' | 'colour' | 'dash' | 'kind'>[] }) {
  const stroke = strokeOf(series, 14);
  return (
    <ul className="chart-legend" aria-hidden>
      {series
        .filter(({ kind }) => kind !== 'faint')
        .map(({ id, label, colour, dash, kind }) => (
          <li key={id}>
            <svg width={stroke} height={8} aria-hidden>
              <line
                className={kind === 'reference' ? 'chart-reference' : 'chart-line'}
                x2={stroke}
                y1={4}
                y2={4}
                style={{ stroke: colour, strokeDasharray: dash }}
              />
            </svg>
            {label}
          </li>
        ))}
    </ul>
  );
}
