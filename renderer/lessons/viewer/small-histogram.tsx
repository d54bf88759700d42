import { useState } from 'react';
import type { Spread } from '../../../models/inspect/run/summary.ts';
import { shortNumber } from '../../charts/digits.ts';
import { useTexts } from '../frame/use-texts.ts';
import { texts } from './texts.ts';

const [width, height] = [240, 44];

/** How numbers are spread, small, beside others; a bar tells its count when it is pointed at. */
export function SmallHistogram({ title, spread, colour }: { title: string; spread: Spread; colour: string }) {
  const t = useTexts(texts);
  const [at, setAt] = useState<number | null>(null);
  const { low, high, mean, deviation, zeros, counts } = spread;
  const most = Math.max(1, ...counts);
  const bar = width / counts.length;
  const edge = (i: number): string => shortNumber(low + (i * (high - low)) / counts.length);
  const said = t('histogramHint', {
    ...{ low: shortNumber(low), high: shortNumber(high), mean: shortNumber(mean) },
    ...{ deviation: shortNumber(deviation), zeros: (100 * zeros).toFixed(1) },
  });
  return (
    <figure className="viewer-histogram">
      <figcaption title={title}>{title}</figcaption>
      <svg
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={`${title}: ${said}`}
        onPointerLeave={() => setAt(null)}
      >
        {counts.map((count, i) => {
          const tall = count === 0 ? 0 : Math.max(1, (height - 2) * (count / most));
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: bins are their places
            <g key={i} onPointerEnter={() => setAt(i)}>
              <rect x={i * bar} width={bar} height={height} fill="transparent" />
              <rect
                x={i * bar + 0.5}
                y={height - tall}
                width={bar - 1}
                height={tall}
                style={{ fill: colour, opacity: at === null || at === i ? 1 : 0.5 }}
              />
            </g>
          );
        })}
      </svg>
      <p className="quiet">
        {at === null ? said : `${edge(at)} … ${edge(at + 1)}: ${counts[at]!.toLocaleString('en')}`}
      </p>
    </figure>
  );
}
