import type { ScoreBin } from './bins.ts';
import type { Scale } from './scale-of.ts';

interface Props {
  readonly bins: readonly ScoreBin[];
  readonly share: (bin: ScoreBin) => number;
  readonly colour: string;
  readonly x: Scale;
  readonly y: Scale;
}

/** One kind of comparisons: steps over its bins, filled to the base. */
export function HistogramSteps({ bins, share, colour, x, y }: Props) {
  const [base] = y.range() as [number, number];
  const [lowest] = y.domain() as [number, number];
  const level = (bin: ScoreBin): number => (share(bin) <= lowest ? base : y(share(bin)));
  const steps = bins.map((bin) => `V${level(bin)}H${x(bin.high)}`).join('');
  if (bins.length === 0) return null;
  const outline = `M${x(bins[0]!.low)},${base}${steps}V${base}`;
  return (
    <g>
      <path className="chart-band" d={`${outline}Z`} style={{ fill: colour }} />
      <path className="chart-line" d={outline} style={{ stroke: colour }} />
    </g>
  );
}
