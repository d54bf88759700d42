import { area, line } from 'd3-shape';
import { measures, textWidth } from './measures.ts';
import type { Scale } from './scale-of.ts';
import type { BandPoint } from './series.ts';
import { bandWithin, type TradeMark, type TradePoint, type TradeSeries } from './trade-off.ts';

interface Props {
  readonly series: TradeSeries;
  readonly x: Scale;
  readonly y: Scale;
}

/** One trade-off on logarithmic axes: its band, the line where both rates are above zero, and its named points. */
export function TradeCurve({ series, x, y }: Props) {
  const { points, band = [], colour, marks = [] } = series;
  const [lowest] = y.domain() as [number, number];
  const held = (rate: number): number => y(Math.max(rate, lowest));
  const drawn = points.filter((point) => point.x > 0 && point.y > 0);
  const path = line<TradePoint>()
    .x((point) => x(point.x))
    .y((point) => y(point.y))(drawn);
  const shade = area<BandPoint>()
    .x((point) => x(point.x))
    .y0((point) => held(point.low))
    .y1((point) => held(point.high))(bandWithin(band, x.domain() as [number, number]));
  return (
    <g>
      <Diagonal x={x} y={y} />
      {shade !== null && <path className="chart-band" d={shade} style={{ fill: colour }} />}
      <path className="chart-line" d={path ?? ''} style={{ stroke: colour }} />
      {drawn.length === 1 && <circle cx={x(drawn[0]!.x)} cy={y(drawn[0]!.y)} r={3} style={{ fill: colour }} />}
      {marks.map((mark) => (
        <Named key={mark.id} mark={mark} colour={colour} x={x} y={y} />
      ))}
    </g>
  );
}

/** Where both rates are equal, as far as both axes have it. */
function Diagonal({ x, y }: Pick<Props, 'x' | 'y'>) {
  const [[x0, x1], [y0, y1]] = [x.domain() as [number, number], y.domain() as [number, number]];
  const [from, to] = [Math.max(x0, y0), Math.min(x1, y1)];
  if (from >= to) return null;
  return <line className="chart-diagonal" x1={x(from)} y1={y(from)} x2={x(to)} y2={y(to)} aria-hidden />;
}

/** A ring, and its name on the side where there is room. A rate of zero stands at the end of the axis. */
function Named({ mark, colour, x, y }: Omit<Props, 'series'> & { mark: TradeMark; colour: string }) {
  const [[x0], [y0]] = [x.domain() as [number, number], y.domain() as [number, number]];
  const [px, py] = [x(Math.max(mark.x, x0)), y(Math.max(mark.y, y0))];
  const left = px + textWidth(mark.label) + measures.labelGap > (x.range()[1] ?? 0);
  return (
    <g className="chart-named" aria-hidden>
      <circle cx={px} cy={py} r={5} style={{ stroke: colour }} />
      <text x={left ? px - 9 : px + 9} y={py - 7} textAnchor={left ? 'end' : 'start'}>
        {mark.label}
      </text>
    </g>
  );
}
