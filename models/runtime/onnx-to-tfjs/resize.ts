import * as tf from '@tensorflow/tfjs-core';
import type { OpNode } from './op-node.ts';
import { take } from './slice.ts';
import { defineOp } from './table.ts';

/**
 * Resizes along any axes, one after the other: nearest takes places, linear mixes two neighbours. Both are made of
 * gathers: exact for every way of mapping coordinates, and with a gradient.
 */
defineOp('Resize', (node) => (node.opset < 11 ? resize(node, node.known(1)) : resizeToInputs(node)), {
  settings: [1, 2, 3],
});
defineOp('Upsample', (node) => resize(node, node.setting(1, 'scales')), { settings: [1] });

function resizeToInputs(node: OpNode): tf.Tensor {
  if (
    node.has('axes') ||
    node.number('antialias', 0) !== 0 ||
    node.string('keep_aspect_ratio_policy', 'stretch') !== 'stretch'
  )
    return node.refuse('resizes in a way that cannot be translated (axes, antialias or keep_aspect_ratio_policy)');
  const scales = node.known(2);
  return resize(node, scales?.length ? scales : undefined, node.known(3));
}

function resize(node: OpNode, scales: readonly number[] | undefined, sizes?: readonly number[]): tf.Tensor {
  const x = node.input(0);
  const mode = node.string('mode', 'nearest');
  if (!scales && !sizes) return node.refuse('has neither scales nor sizes: the file is damaged');
  return x.shape.reduce<tf.Tensor>((so, length, axis) => {
    const size = sizes?.[axis] ?? Math.floor(length * (scales?.[axis] ?? 1));
    const scale = scales?.[axis] ?? size / length;
    if (size === length && scale === 1) return so;
    const at = Array.from({ length: size }, (_, i) => source(node, i, length, size, scale));
    if (mode === 'nearest')
      return take(
        so,
        axis,
        at.map((place) => clamp(nearest(node, place), length)),
      );
    if (mode !== 'linear') return node.refuse(`resizes by "${mode}", where only nearest and linear can be translated`);
    return mixed(so, axis, at, length);
  }, x);
}

/** The place in the input that place `i` of the result shows. */
function source(node: OpNode, i: number, length: number, size: number, scale: number): number {
  const mapping = node.opset < 11 ? 'asymmetric' : node.string('coordinate_transformation_mode', 'half_pixel');
  if (mapping === 'asymmetric') return i / scale;
  if (mapping === 'align_corners') return size === 1 ? 0 : (i * (length - 1)) / (size - 1);
  if (mapping === 'pytorch_half_pixel' && size === 1) return 0;
  if (mapping === 'half_pixel' || mapping === 'pytorch_half_pixel') return (i + 0.5) / scale - 0.5;
  return node.refuse(`maps coordinates by "${mapping}", which cannot be translated`);
}

function nearest(node: OpNode, place: number): number {
  const rounding = node.opset < 11 ? 'floor' : node.string('nearest_mode', 'round_prefer_floor');
  if (rounding === 'floor') return Math.floor(place);
  if (rounding === 'ceil') return Math.ceil(place);
  return rounding === 'round_prefer_ceil' ? Math.floor(place + 0.5) : Math.ceil(place - 0.5);
}

const clamp = (place: number, length: number): number => Math.min(length - 1, Math.max(0, place));

/** Two neighbours, each by its nearness; beyond the edge the outermost counts. */
function mixed(x: tf.Tensor, axis: number, at: readonly number[], length: number): tf.Tensor {
  const places = at.map((place) => clamp(place, length));
  const low = places.map(Math.floor);
  const shape = x.shape.map((_, i) => (i === axis ? at.length : 1));
  const share = tf.tensor(
    places.map((place, i) => place - (low[i] as number)),
    shape,
  );
  const below = take(x, axis, low);
  const above = take(
    x,
    axis,
    low.map((place) => clamp(place + 1, length)),
  );
  return tf.add(below, tf.mul(tf.sub(above, below), share));
}
