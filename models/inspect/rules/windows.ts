import type { Layout, Length } from '../graph.ts';
import { type Known, known, one, type Ruled, unknown } from './rule.ts';

/** What slides over maps. */
export interface Window {
  readonly kernel: readonly number[];
  readonly strides: readonly number[];
  readonly dilations: readonly number[];
  /** Zeros before and after, by axis; `same`: as many as it takes for ⌈n / stride⌉ places; `valid`: none. */
  readonly pads: 'same' | 'valid' | readonly (readonly [number, number])[];
  /** A last window that lies partly outside counts. */
  readonly ceil?: boolean;
}

/** Places that a window has along an axis. Dumoulin and Visin, A guide to convolution arithmetic for deep learning, 2016, relationship 15. */
export function placesAlong(
  length: Length,
  { kernel, strides, dilations, pads, ceil = false }: Window,
  axis: number,
): Length {
  if (length === null) return null;
  const stride = strides[axis] ?? 1;
  if (pads === 'same') return Math.ceil(length / stride);
  const reach = (kernel[axis]! - 1) * (dilations[axis] ?? 1) + 1;
  const [before, after] = pads === 'valid' ? [0, 0] : (pads[axis] ?? [0, 0]);
  const steps = (length + before + after - reach) / stride;
  // The last window must begin inside the map or its padding on the left.
  if (ceil) return (Math.ceil(steps) * stride >= length + before ? Math.ceil(steps) - 1 : Math.ceil(steps)) + 1;
  return Math.floor(steps) + 1;
}

/** The axes of maps: batch, then places and channels as they lie. */
export function mapsOf(shape: readonly Length[], layout: Layout) {
  const [batch, ...rest] = shape as [Length, ...Length[]];
  const places = layout === 'nchw' ? rest.slice(1) : rest.slice(0, -1);
  const channels = layout === 'nchw' ? rest[0]! : rest.at(-1)!;
  const of = (newPlaces: readonly Length[], newChannels: Length): Length[] =>
    layout === 'nchw' ? [batch, newChannels, ...newPlaces] : [batch, ...newPlaces, newChannels];
  return { batch, places, channels, of };
}

/** @param inputsEach channels that each output channel reads; @param filters output channels */
export function convolution(
  x: Known | undefined,
  window: Window,
  inputsEach: number,
  filters: Length,
  layout: Layout,
): Ruled {
  if (!x?.shape || x.shape.length < 3) return unknown();
  const { places, of } = mapsOf(x.shape, layout);
  const shape = of(
    places.map((length, axis) => placesAlong(length, window, axis)),
    filters,
  );
  return { values: [{ ...known(shape, x), layout }], factors: [...window.kernel, inputsEach] };
}

export function pooling(x: Known | undefined, window: Window, layout: Layout): Ruled {
  if (!x?.shape || x.shape.length < 3) return unknown();
  const { places, channels, of } = mapsOf(x.shape, layout);
  return one(
    of(
      places.map((length, axis) => placesAlong(length, window, axis)),
      channels,
    ),
    { ...x, layout },
  );
}

/** A convolution backwards: each number given is spread over a kernel of outputs. */
export function transposedConvolution(
  x: Known | undefined,
  { kernel, strides, dilations, pads }: Window,
  outputsEach: number,
  filters: Length,
  layout: Layout,
  more: readonly number[] = [],
  asked?: readonly Length[],
): Ruled {
  if (!x?.shape || x.shape.length < 3) return unknown();
  const { batch, places, channels, of } = mapsOf(x.shape, layout);
  const large = places.map((length, axis): Length => {
    if (asked !== undefined) return asked[axis] ?? null;
    if (length === null) return null;
    const stride = strides[axis] ?? 1;
    if (pads === 'same') return length * stride;
    const reach = (kernel[axis]! - 1) * (dilations[axis] ?? 1) + 1;
    const [before, after] = pads === 'valid' ? [0, 0] : (pads[axis] ?? [0, 0]);
    return stride * (length - 1) + reach - before - after + (more[axis] ?? 0);
  });
  const given = [batch, ...places, channels].reduce<Length>((a, b) => (a === null || b === null ? null : a * b), 1);
  const spread = kernel.reduce((a, b) => a * b, outputsEach);
  return { values: [{ ...known(of(large, filters), x), layout }], macs: given === null ? null : given * spread };
}
