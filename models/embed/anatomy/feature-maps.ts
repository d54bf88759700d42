import type { HostTensor } from '../../runtime/types.ts';
import type { RunLayer } from './stages.ts';

/** One channel's map, to be looked at. */
export interface FeatureMap {
  readonly channel: number;
  /** Of all places at full size. */
  readonly low: number;
  readonly high: number;
  readonly mean: number;
  /** [height, width], 0 … 255 from `low` to `high`; a place that stands for several holds their mean. */
  readonly values: Uint8Array;
}

export interface FeatureMaps {
  readonly height: number;
  readonly width: number;
  /** Of so many, the ones that vary most over the picture, in the order of their channels. */
  readonly channels: number;
  /** Channels that are the same number everywhere. */
  readonly constant: number;
  readonly maps: readonly FeatureMap[];
}

/** Maps larger than `side` are averaged down: nobody sees more on a wall of them. */
export function featureMaps(
  { shape, layout }: RunLayer,
  { data }: HostTensor,
  most: number,
  side: number,
): FeatureMaps {
  const [rows, columns, channels] = shape as readonly [number, number, number];
  const places = rows * columns;
  const at = (channel: number, place: number): number =>
    data[layout === 'nchw' ? channel * places + place : place * channels + channel]!;
  const spreads = Array.from({ length: channels }, (_, channel) => {
    let [sum, low, high] = [0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (let place = 0; place < places; place++) {
      const value = at(channel, place);
      sum += value;
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    const mean = sum / places;
    let squares = 0;
    for (let place = 0; place < places; place++) squares += (at(channel, place) - mean) ** 2;
    return { channel, low, high, mean, spread: squares / places };
  });
  const chosen = spreads
    .toSorted((a, b) => b.spread - a.spread)
    .slice(0, most)
    .sort((a, b) => a.channel - b.channel);
  const step = Math.max(1, Math.ceil(Math.max(rows, columns) / side));
  const [height, width] = [Math.ceil(rows / step), Math.ceil(columns / step)];
  return {
    ...{ height, width, channels },
    constant: spreads.filter(({ low, high }) => low === high).length,
    maps: chosen.map(({ channel, low, high, mean }) => {
      const values = new Uint8Array(height * width);
      for (let y = 0; y < height; y++)
        for (let x = 0; x < width; x++) {
          let [sum, count] = [0, 0];
          for (let r = y * step; r < Math.min(rows, (y + 1) * step); r++)
            for (let c = x * step; c < Math.min(columns, (x + 1) * step); c++) {
              sum += at(channel, r * columns + c);
              count++;
            }
          values[y * width + x] = high === low ? 0 : Math.round((255 * (sum / count - low)) / (high - low));
        }
      return { channel, low, high, mean, values };
    }),
  };
}
