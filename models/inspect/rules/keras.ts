import { countOf, type Length } from '../graph.ts';
import { broadcast, same } from './elementwise.ts';
import { axisOf, type Call, integer, integers, isNumbers, type Known, known, one, type Rule, unknown } from './rule.ts';
import { joined, padded, reshaped, transposed } from './shaping.ts';
import { convolution, mapsOf, pooling, transposedConvolution, type Window } from './windows.ts';

/** What a layer is given, without the weights, which stand behind. */
const givenTo = (call: Call): readonly Known[] =>
  call.inputs.filter((input): input is Known => input !== undefined && !input.constant);
const layoutOf = (call: Call): 'nchw' | 'nhwc' =>
  call.attribute('data_format') === 'channels_first' || call.attribute('data_format') === 'channelsFirst'
    ? 'nchw'
    : 'nhwc';

/** A number for all places, or one each. */
function pair(call: Call, name: string, otherwise: number): readonly number[] {
  const given = integers(call, name);
  if (given === undefined || given.length === 0) return [otherwise, otherwise];
  return given.length === 1 ? [given[0]!, given[0]!] : given;
}

const windowOf = (call: Call, kernel: readonly number[], strides: readonly number[]): Window => ({
  kernel,
  strides,
  dilations: pair(call, 'dilation_rate', 1),
  pads: call.attribute('padding') === 'same' ? 'same' : 'valid',
});

const channelsOf = (call: Call): number | null => {
  const [x] = givenTo(call);
  return x?.shape && x.shape.length > 2 ? mapsOf(x.shape, layoutOf(call)).channels : null;
};

const conv: Rule = (call) => {
  const [x] = givenTo(call);
  const channels = channelsOf(call);
  const kernel = pair(call, 'kernel_size', 1);
  const each = channels === null ? 1 : channels / integer(call, 'groups', 1);
  const made = convolution(
    x,
    windowOf(call, kernel, pair(call, 'strides', 1)),
    each,
    integer(call, 'filters', 1),
    layoutOf(call),
  );
  return channels === null ? { values: made.values, macs: null } : made;
};

const depthwise: Rule = (call) => {
  const [x] = givenTo(call);
  const channels = channelsOf(call);
  const out = channels === null ? null : channels * integer(call, 'depth_multiplier', 1);
  return convolution(x, windowOf(call, pair(call, 'kernel_size', 1), pair(call, 'strides', 1)), 1, out, layoutOf(call));
};

/** Depthwise, then 1 × 1. */
const separable: Rule = (call) => {
  const first = depthwise(call);
  const between = countOf(first.values[0]?.shape ?? null);
  const filters = integer(call, 'filters', 1);
  const inside = first.values[0]?.shape?.at(-1) ?? null;
  if (between === null || inside === null || !first.values[0]?.shape) return unknown();
  const shape = [...first.values[0].shape.slice(0, -1), filters];
  const kernel = pair(call, 'kernel_size', 1).reduce((a, b) => a * b, 1);
  return { ...one(shape, first.values[0]), macs: between * kernel + (between / inside) * filters * inside };
};

const backwards: Rule = (call) => {
  const filters = integer(call, 'filters', 1);
  const window = windowOf(call, pair(call, 'kernel_size', 1), pair(call, 'strides', 1));
  // "valid" leaves no gap: where the stride is larger than the kernel, Keras adds zeros.
  const more =
    window.pads === 'valid' ? window.kernel.map((length, i) => Math.max(0, window.strides[i]! - length)) : [];
  return transposedConvolution(givenTo(call)[0], window, filters, filters, layoutOf(call), more);
};

const pool: Rule = (call) => {
  const size = pair(call, 'pool_size', 2);
  const strides = call.attribute('strides') === undefined ? size : pair(call, 'strides', 1);
  return pooling(givenTo(call)[0], windowOf(call, size, strides), layoutOf(call));
};

const globalPool: Rule = (call) => {
  const [x] = givenTo(call);
  if (!x?.shape || x.shape.length < 3) return unknown();
  const { batch, channels, places, of } = mapsOf(x.shape, layoutOf(call));
  return one(
    call.attribute('keepdims') === true
      ? of(
          places.map(() => 1),
          channels,
        )
      : [batch, channels],
    x,
  );
};

const dense: Rule = (call) => {
  const [x] = givenTo(call);
  if (!x?.shape) return unknown();
  const inside = x.shape.at(-1) ?? null;
  return {
    ...one([...x.shape.slice(0, -1), integer(call, 'units', 1)], x),
    ...(inside === null ? { macs: null } : { factors: [inside] }),
  };
};

const upSample: Rule = (call) => {
  const [x] = givenTo(call);
  if (!x?.shape || x.shape.length < 3) return unknown();
  const by = pair(call, 'size', 2);
  const { places, channels, of } = mapsOf(x.shape, layoutOf(call));
  return one(
    of(
      places.map((length, i) => (length === null ? null : length * by[i]!)),
      channels,
    ),
    x,
  );
};

/** Zeros around, or a border cut off (`sign` −1): one number, one each, or before and after each. */
const bordered =
  (name: string, sign: 1 | -1): Rule =>
  (call) => {
    const [x] = givenTo(call);
    if (!x?.shape) return unknown();
    const given = integers(call, name) ?? [1];
    const at = (axis: number, side: 0 | 1): number =>
      sign * (given.length === 4 ? given[2 * axis + side]! : given.length === 2 ? given[axis]! : given[0]!);
    const first = layoutOf(call) === 'nchw' ? 2 : 1;
    return padded(
      x,
      x.shape.map((_, axis): readonly [Length, Length] => {
        const place = axis - first;
        return place === 0 || place === 1 ? [at(place, 0), at(place, 1)] : [0, 0];
      }),
    );
  };

const flatten: Rule = (call) => {
  const [x] = givenTo(call);
  return x?.shape ? one([x.shape[0]!, countOf(x.shape.slice(1))], x) : unknown();
};

const merged: Rule = (call) => broadcast({ ...call, inputs: givenTo(call) });
const keeps: Rule = (call) => same({ ...call, inputs: givenTo(call) });

const many = (ops: string, rule: Rule): Record<string, Rule> =>
  Object.fromEntries(ops.split(' ').map((op) => [op, rule]));

/** Layers of Keras (https://keras.io/api/layers) as TensorFlow.js saves them, as far as networks of pictures have them. */
export const kerasRules: Readonly<Record<string, Rule>> = {
  ...many(
    'Activation ReLU LeakyReLU PReLU ELU Softmax ThresholdedReLU Dropout SpatialDropout1D GaussianNoise GaussianDropout AlphaDropout BatchNormalization LayerNormalization Masking',
    keeps,
  ),
  ...many('Add Subtract Multiply Average Maximum Minimum', merged),
  ...many('MaxPooling2D AveragePooling2D', pool),
  ...many('GlobalAveragePooling2D GlobalMaxPooling2D', globalPool),
  Conv2D: conv,
  DepthwiseConv2D: depthwise,
  SeparableConv2D: separable,
  Conv2DTranspose: backwards,
  Dense: dense,
  Flatten: flatten,
  Reshape: (call) => {
    const [x] = givenTo(call);
    const target = call.attribute('target_shape');
    if (!x?.shape || !isNumbers(target)) return unknown();
    const inner = reshaped({ ...x, shape: x.shape.slice(1) }, target, false);
    return one([x.shape[0]!, ...(inner.values[0]?.shape ?? [])], x);
  },
  Permute: (call) => transposed(givenTo(call)[0], [0, ...(integers(call, 'dims') ?? [])]),
  RepeatVector: (call) => {
    const [x] = givenTo(call);
    return x?.shape?.length === 2 ? one([x.shape[0]!, integer(call, 'n', 1), x.shape[1]!], x) : unknown();
  },
  Concatenate: (call) => joined(givenTo(call), integer(call, 'axis', -1)),
  Dot: (call) => {
    const [a, b] = givenTo(call);
    if (!a?.shape || !b?.shape) return unknown();
    const axes = integers(call, 'axes') ?? [-1];
    const [left, right] = [axisOf(axes[0]!, a.shape.length), axisOf(axes.at(-1)!, b.shape.length)];
    const rest = [...a.shape.filter((_, i) => i !== left), ...b.shape.filter((_, i) => i !== 0 && i !== right)];
    return one(rest.length === 1 ? [...rest, 1] : rest, a);
  },
  UpSampling2D: upSample,
  ZeroPadding2D: bordered('padding', 1),
  Cropping2D: bordered('cropping', -1),
  Embedding: (call) => {
    const [x] = givenTo(call);
    return x?.shape ? one([...x.shape, integer(call, 'output_dim', 1)], known(x.shape, x)) : unknown();
  },
};
