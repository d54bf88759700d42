import { escaped } from '../../html/markup.ts';

/** An axis of a printed chart. On a logarithmic one, values at or below zero have no place and are left out. */
export interface Axis {
  readonly label: string;
  readonly log: boolean;
  readonly low: number;
  readonly high: number;
  readonly ticks: readonly number[];
  readonly format: (value: number) => string;
}

export interface Series {
  readonly name: string;
  readonly colour: string;
  /** Of the second of two runs. */
  readonly dashed?: boolean;
  readonly points: readonly (readonly [x: number, y: number])[];
  readonly dots?: boolean;
  /** Where the interval of y is known: x, low, high. */
  readonly band?: readonly (readonly [x: number, low: number, high: number])[];
}

const [WIDTH, HEIGHT] = [520, 340] as const;
const [LEFT, RIGHT, TOP, BOTTOM] = [64, 20, 14, 52] as const;

/** Curves with their intervals as an SVG picture, which a browser prints as lines and not as pixels. */
export function xyChart(title: string, x: Axis, y: Axis, series: readonly Series[]): string {
  const px = scale(x, LEFT, WIDTH - RIGHT);
  const py = scale(y, HEIGHT - BOTTOM, TOP);
  const place = (a: number, b: number): string => `${px(a).toFixed(1)},${py(b).toFixed(1)}`;
  const there = ([a, b]: readonly [number, number]): boolean => (!x.log || a > 0) && (!y.log || b > 0);
  const grid = [
    ...x.ticks.map((tick) => {
      const at = px(tick).toFixed(1);
      return `<path class="grid" d="M${at},${TOP}V${HEIGHT - BOTTOM}"/><text x="${at}" y="${HEIGHT - BOTTOM + 16}" text-anchor="middle">${escaped(x.format(tick))}</text>`;
    }),
    ...y.ticks.map((tick) => {
      const at = py(tick).toFixed(1);
      return `<path class="grid" d="M${LEFT},${at}H${WIDTH - RIGHT}"/><text x="${LEFT - 6}" y="${Number(at) + 4}" text-anchor="end">${escaped(y.format(tick))}</text>`;
    }),
  ];
  const drawn = series.map(({ colour, points, band = [], dashed = false, dots = false }) => {
    const shown = points.filter(there);
    const lowest = y.log ? y.low : 0;
    const ring = [
      ...band.map(([a, , high]) => place(a, Math.max(high, lowest))),
      ...band.toReversed().map(([a, low]) => place(a, Math.max(low, lowest))),
    ];
    return [
      band.length > 1 ? `<polygon points="${ring.join(' ')}" fill="${colour}" fill-opacity="0.16"/>` : '',
      `<polyline points="${shown.map(([a, b]) => place(a, b)).join(' ')}" fill="none" stroke="${colour}" stroke-width="2"${dashed ? ' stroke-dasharray="6 4"' : ''}/>`,
      ...(dots
        ? shown.map(([a, b]) => `<circle cx="${px(a).toFixed(1)}" cy="${py(b).toFixed(1)}" r="3" fill="${colour}"/>`)
        : []),
    ].join('');
  });
  const middleX = (LEFT + WIDTH - RIGHT) / 2;
  const middleY = (TOP + HEIGHT - BOTTOM) / 2;
  return [
    `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escaped(title)}">`,
    ...grid,
    // A picture in the picture: what leaves the axes is cut off.
    `<svg x="${LEFT}" y="${TOP}" width="${WIDTH - LEFT - RIGHT}" height="${HEIGHT - TOP - BOTTOM}" viewBox="${LEFT} ${TOP} ${WIDTH - LEFT - RIGHT} ${HEIGHT - TOP - BOTTOM}">${drawn.join('')}</svg>`,
    `<path class="axis" d="M${LEFT},${TOP}V${HEIGHT - BOTTOM}H${WIDTH - RIGHT}"/>`,
    `<text class="label" x="${middleX}" y="${HEIGHT - 12}" text-anchor="middle">${escaped(x.label)}</text>`,
    `<text class="label" transform="translate(14 ${middleY}) rotate(-90)" text-anchor="middle">${escaped(y.label)}</text>`,
    '</svg>',
    legend(series),
  ].join('');
}

export function legend(series: readonly Pick<Series, 'name' | 'colour' | 'dashed'>[]): string {
  const keys = series.map(
    ({ name, colour, dashed }) =>
      `<li><svg viewBox="0 0 24 8" aria-hidden="true"><path d="M0,4H24" stroke="${colour}" stroke-width="3"${dashed === true ? ' stroke-dasharray="6 4"' : ''}/></svg>${escaped(name)}</li>`,
  );
  return `<ul class="legend">${keys.join('')}</ul>`;
}

function scale({ log, low, high }: Axis, from: number, to: number): (value: number) => number {
  const place = (value: number): number => (log ? Math.log10(value) : value);
  const [a, b] = [place(low), place(high)];
  return (value) => from + ((place(value) - a) / (b - a)) * (to - from);
}

/** A logarithmic axis of rates over whole decades that hold all of the positive values. */
export function rateAxis(label: string, values: Iterable<number>, format: (value: number) => string): Axis {
  const positive = [...values].filter((value) => value > 0);
  const lowest = positive.length === 0 ? 1e-3 : positive.reduce((a, b) => Math.min(a, b));
  const from = Math.max(-8, Math.min(-1, Math.floor(Math.log10(lowest) + 1e-9)));
  const ticks = Array.from({ length: -from + 1 }, (_, i) => 10 ** (from + i));
  return { label, log: true, low: 10 ** from, high: 1, ticks, format };
}
