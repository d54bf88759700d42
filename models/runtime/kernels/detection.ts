import { TraceError } from '../trace-error.ts';
import type { Tracer } from '../tracer.ts';
import { Value } from '../value.ts';
import { defineKernel, type Inputs } from './table.ts';

interface NmsAttributes {
  readonly maxOutputSize: number;
  readonly iouThreshold: number;
  readonly scoreThreshold: number;
  readonly padToMaxOutputSize?: boolean;
}

/** Indices of the kept boxes, of a length known only at run time. */
function keptBoxes(t: Tracer, boxes: Value, scores: Value, a: NmsAttributes): string {
  const count = boxes.shape[0] as number;
  const g = t.graph;
  const inputs = [
    t.reshape(t.full(boxes), [1, count, 4]),
    t.reshape(t.full(scores), [1, 1, count]),
    g.ints([a.maxOutputSize]),
    g.constant(Float32Array.of(a.iouThreshold), [1], 'float32'),
    g.constant(Float32Array.of(a.scoreThreshold), [1], 'float32'),
  ];
  // Rows of (batch, class, box).
  const rows = g.node('NonMaxSuppression', inputs);
  return t.cast(g.node('Gather', [rows, g.constant(Float64Array.of(2), [], 'int64')], { axis: 1 }), 'int32');
}

/** The padded form has a static shape: `maxOutputSize` indices, zeros after the valid ones, and how many are valid. */
defineKernel<Inputs<'boxes' | 'scores'>, NmsAttributes>('NonMaxSuppressionV4', (t, { boxes, scores }, a) => {
  if (!a.padToMaxOutputSize) throw dynamicShape('nonMaxSuppressionPadded without padToMaxOutputSize');
  const size = Math.min(a.maxOutputSize, boxes.shape[0] as number);
  const kept = keptBoxes(t, boxes, scores, a);
  const valid = t.reshape(t.cast(t.graph.node('Shape', [kept]), 'int32'), []);
  const filler = t.graph.constant(new Int32Array(size), [size], 'int32');
  const joined = t.graph.node('Concat', [kept, filler], { axis: 0 });
  const padded = t.graph.node('Slice', [joined, t.graph.ints([0]), t.graph.ints([size])]);
  return [Value.computed([size], 'int32', padded), Value.computed([], 'int32', valid)];
});

for (const kernel of ['NonMaxSuppressionV3', 'NonMaxSuppressionV5']) {
  defineKernel(kernel, () => {
    throw dynamicShape('This form of tf.image.nonMaxSuppression');
  });
}

const dynamicShape = (what: string) =>
  new TraceError(`${what} has a result whose length depends on the data: use tf.image.nonMaxSuppressionPadded.`);

interface CropAttributes {
  readonly cropSize: [number, number];
  readonly method: 'bilinear' | 'nearest';
  readonly extrapolationValue: number;
}

/** ONNX Runtime has this very operator (channels first) among its own ones. */
defineKernel<Inputs<'image' | 'boxes' | 'boxInd'>, CropAttributes>(
  'CropAndResize',
  (t, { image, boxes, boxInd }, a) => {
    const [height, width] = a.cropSize;
    const inputs = [t.full(image, 'nchw'), t.full(boxes), t.full(boxInd), t.graph.ints([height, width])];
    const attributes = { mode: a.method, extrapolation_value: { float: a.extrapolationValue } };
    const shape = [boxes.shape[0] as number, height, width, image.shape[3] as number];
    return Value.computed(shape, 'float32', t.graph.node('CropAndResize', inputs, attributes, 'com.microsoft'), 'nchw');
  },
);
