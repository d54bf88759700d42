import type { Tracer } from '../tracer.ts';
import { Value } from '../value.ts';
import { type ConvInfo, trailingPads } from './convolution.ts';

/**
 * Convolutions of training on channels in blocks: [n, c / b, h, w, b], b as wide as a vector register. ONNX Runtime brings inference to that layout
 * by itself, when it loads a graph whose filters are constants; there it convolves directly, without a matrix of windows, two to three times as
 * fast. Filters that are trained are none, so the same operators are recorded here, between conversions of layout (docs/benchmarks.md; Georganas et
 * al., "Anatomy of high-performance deep learning convolutions on SIMD architectures", SC 2018). Each function answers undefined for what it cannot
 * do: the plain operators then do it. Filters and their gradients are tfjs's: [h, w, in, out].
 */
const DOMAIN = 'com.microsoft.nchwc';

/** Plain channels first → blocks; `channels` is a multiple of a block. */
const toBlocks = (t: Tracer, nchw: string): string => t.graph.node('ReorderInput', [nchw], {}, DOMAIN);

const fromBlocks = (t: Tracer, blocked: string, channels: number): string =>
  t.graph.node('ReorderOutput', [blocked], { channels }, DOMAIN);

/** A convolution with 1×1 filters is one matrix product on plain channels already, and no conversion is quicker. */
export const isPointwise = (info: ConvInfo): boolean =>
  info.filterHeight * info.filterWidth * info.strideHeight * info.strideWidth === 1;

/** The convolution itself. Fewer input channels than a block (colours) are taken as they are. */
export function blockedConvolution(
  t: Tracer,
  x: Value,
  filter: Value,
  info: ConvInfo,
  depthwise: boolean,
): Value | undefined {
  const b = t.block;
  const { inChannels, outChannels, filterHeight: h, filterWidth: w } = info;
  if (!b || filter.data || isPointwise(info) || outChannels % b || (inChannels > b && inChannels % b)) return undefined;
  if (depthwise && inChannels !== outChannels) return undefined;
  // Channels last, a row of few channels is a row of one channel, of which each window takes so many numbers more: no conversion at all.
  const inRow = inChannels < b && info.dilationWidth === 1 && !x.isChannelsFirst ? inChannels : 1;
  const [bottom, right] = trailingPads(info);
  const attributes = {
    kernel_shape: [h, w * inRow],
    strides: [info.strideHeight, info.strideWidth * inRow],
    dilations: [info.dilationHeight, info.dilationWidth],
    pads: [info.padInfo.top, info.padInfo.left * inRow, Math.max(0, bottom), Math.max(0, right) * inRow],
    group: depthwise ? inChannels : 1,
  };
  const image =
    inRow > 1
      ? t.reshape(t.full(x), [info.batchSize, 1, info.inHeight, info.inWidth * inRow])
      : inChannels < b
        ? t.full(x, 'nchw')
        : toBlocks(t, t.full(x, 'nchw'));
  const weights =
    inRow > 1
      ? t.reshape(blocksOfRows(t, filter, b), [outChannels, 1, h, w * inRow])
      : blockedFilter(t, filter, depthwise, b);
  const result = t.graph.node('Conv', [image, weights], attributes, DOMAIN);
  return Value.computed(info.outShape, x.dtype, fromBlocks(t, result, outChannels), 'nchw');
}

/** [h, w, in, out] as [out / b, h × w × in, b]. */
function blocksOfRows(t: Tracer, filter: Value, b: number): string {
  const [h, w, input, output] = filter.shape as [number, number, number, number];
  const rows = t.reshape(t.full(filter), [h * w * input, output / b, b]);
  return output === b ? rows : t.transpose(rows, [1, 0, 2]);
}

/** [h, w, in, out] as blocks [out / b, in / b, h, w, b, b], or [out / b, in, h, w, b] for few channels; depthwise [channels / b, h, w, b]. */
function blockedFilter(t: Tracer, filter: Value, depthwise: boolean, b: number): string {
  const [h, w, input, output] = filter.shape as [number, number, number, number];
  const name = t.full(filter);
  if (depthwise) {
    const byBlock = t.transpose(t.reshape(name, [h * w, input / b, b]), [1, 0, 2]);
    return t.reshape(byBlock, [input, 1, h, w]);
  }
  const blocks =
    input < b
      ? t.transpose(t.reshape(name, [h, w, input, output / b, b]), [3, 2, 0, 1, 4])
      : t.transpose(t.reshape(name, [h * w, input / b, b, output / b, b]), [3, 1, 0, 2, 4]);
  return t.reshape(blocks, [output, input, h, w]);
}

/** Narrower images do not repay the copy that padding makes. */
const WORTH_PADDING = 16;

/**
 * The gradient towards a filter: the batch takes the place of channels, and the output's gradient that of filters; strides and dilations are exchanged.
 * Each block of images is a group of its own, and the groups' results are added up: the output's gradient then lies as one conversion leaves it, and
 * there is enough to share between threads, which the three rows of a filter are not.
 */
export function blockedFilterGradient(
  t: Tracer,
  x: Value,
  dy: Value,
  info: ConvInfo,
  depthwise: boolean,
): Value | undefined {
  const b = t.block;
  const { batchSize: n, inChannels, outChannels, outHeight, outWidth } = info;
  const [bottom, right] = trailingPads(info);
  if (!b || n % b || outChannels % b || bottom < 0 || right < 0 || isPointwise(info)) return undefined;
  if (depthwise ? inChannels !== outChannels : (inChannels > b && inChannels % b) || info.dilationWidth !== 1)
    return undefined;
  const kernels = t.reshape(byImage(t, toBlocks(t, t.full(dy, 'nchw')), n, b, outChannels * outHeight * outWidth), [
    (n / b) * outChannels,
    b,
    outHeight,
    outWidth,
  ]);
  const name = depthwise ? ofPairs(t, x, kernels, info, b) : ofColumns(t, x, kernels, info, b);
  return Value.computed([info.filterHeight, info.filterWidth, inChannels, depthwise ? 1 : outChannels], x.dtype, name);
}

/** Blocks [n, c / b, h, w, b], of `size` numbers an image, as [n / b, c / b, h, w, b of n, b of c]: to the runtime, channels last brought to blocks. */
const byImage = (t: Tracer, blocked: string, n: number, b: number, size: number): string =>
  t.graph.node('ReorderInput', [t.reshape(blocked, [n / b, b, 1, size])], { channels_last: 1 }, DOMAIN);

/**
 * An image's columns are the channels of each pixel, one after another, and a filter's column is as many of them as there are channels (of a block):
 * one convolution gives all columns and channels of the filter in a row, so that the runtime computes several at a time, which three would not fill.
 */
function ofColumns(t: Tracer, x: Value, kernels: string, info: ConvInfo, b: number): string {
  const { batchSize: n, inChannels, outChannels, inHeight, inWidth, filterHeight: h, filterWidth: w } = info;
  const step = Math.min(b, inChannels);
  const groups = inChannels / step;
  const pixels = inChannels < b ? t.full(x) : toBlocks(t, t.full(x, 'nchw'));
  const byGroup =
    groups === 1 ? pixels : t.transpose(t.reshape(pixels, [n, groups, inHeight * inWidth * b]), [1, 0, 2]);
  const images = toBlocks(t, t.reshape(byGroup, [groups, n, inHeight, inWidth * step]));
  const [bottom, right] = trailingPads(info);
  const { top, left } = info.padInfo;
  const inner = t.reshape(images, [(groups * n) / b, inHeight, inWidth * step, b]);
  const padded =
    Math.max(top, left, bottom, right) > 0
      ? t.graph.node('Pad', [inner, t.graph.ints([0, top, left * step, 0, 0, bottom, right * step, 0])])
      : inner;
  const shape = [groups, n, top + inHeight + bottom, (left + inWidth + right) * step];
  const attributes = {
    kernel_shape: [info.outHeight, info.outWidth],
    strides: [info.dilationHeight, 1],
    dilations: [info.strideHeight, info.strideWidth * step],
    pads: [0, 0, 0, 0],
    group: n / b,
  };
  const result = t.graph.node('Conv', [t.reshape(padded, shape), kernels], attributes, DOMAIN);
  const parts = t.reshape(result, [groups, n / b, outChannels * h * w * step]);
  const sum = n === b ? parts : t.graph.node('ReduceSum', [parts, t.graph.ints([1])], { keepdims: 0 });
  const pieces = t.reshape(sum, [groups, outChannels / b, h * w, step, b]);
  return t.reshape(t.transpose(pieces, [2, 0, 3, 1, 4]), [h, w, inChannels, outChannels]);
}

/** Depthwise, the images are the channels of a block, with the blocks as groups: all pairs of a block's channels, of which the equal ones count. */
function ofPairs(t: Tracer, x: Value, kernels: string, info: ConvInfo, b: number): string {
  const { batchSize: n, inChannels, inHeight, inWidth, filterHeight: h, filterWidth: w } = info;
  const [bottom, right] = trailingPads(info);
  const group = inChannels / b;
  const byBlock = t.reshape(t.full(x, 'nchw'), [n / b, b, group, b, inHeight * inWidth]);
  let images = toBlocks(t, t.reshape(t.transpose(byBlock, [3, 0, 2, 1, 4]), [b, group * n, inHeight, inWidth]));
  let pads = [info.padInfo.top, info.padInfo.left, bottom, right];
  if (inWidth >= WORTH_PADDING && pads.some((pad) => pad > 0)) {
    const [top = 0, left = 0] = pads;
    const inner = t.reshape(images, [group * n, inHeight, inWidth, b]);
    const padded = t.graph.node('Pad', [inner, t.graph.ints([0, top, left, 0, 0, bottom, right, 0])]);
    images = t.reshape(padded, [b, n * group, top + inHeight + bottom, left + inWidth + right]);
    pads = [0, 0, 0, 0];
  }
  const attributes = {
    kernel_shape: [info.outHeight, info.outWidth],
    strides: [info.dilationHeight, info.dilationWidth],
    dilations: [info.strideHeight, info.strideWidth],
    pads,
    group: (n / b) * group,
  };
  const pairs = t.reshape(t.graph.node('Conv', [images, kernels], attributes, DOMAIN), [b, n / b, group, h * w, b]);
  const chosen = t.graph.node('Mul', [pairs, t.graph.constant(identity(b), [b, 1, 1, 1, b], 'float32')]);
  const sum = t.graph.node('ReduceSum', [chosen, t.graph.ints([0, 1])], { keepdims: 0 });
  return t.reshape(t.transpose(sum, [1, 0, 2]), [h, w, inChannels, 1]);
}

const identity = (size: number) => Float32Array.from({ length: size * size }, (_, i) => (i % (size + 1) === 0 ? 1 : 0));

/** What a window along one axis gives to the input's pixels of one phase: those at phase, phase + stride, … */
interface Phase {
  /** The window's last position that reaches them; the others follow at strides downwards. */
  readonly last: number;
  readonly taps: number;
  readonly before: number;
  readonly after: number;
}

/** One for each phase, or undefined where a phase has no taps of its own or would need cropping. */
function phasesOf(size: number, stride: number, pad: number, inLength: number, outLength: number): Phase[] | undefined {
  if (inLength % stride) return undefined;
  const phases: Phase[] = [];
  for (let phase = 0; phase < stride; phase++) {
    const reached = Array.from({ length: size }, (_, k) => k).filter((k) => (phase + pad - k) % stride === 0);
    const last = reached.at(-1);
    if (last === undefined) return undefined;
    const before = -(phase + pad - last) / stride;
    const after = inLength / stride - outLength - before + reached.length - 1;
    if (before < 0 || after < 0) return undefined;
    phases.push({ last, taps: reached.length, before: Math.abs(before), after });
  }
  return phases;
}

/**
 * The gradient towards the input: a convolution of the output's gradient for each phase of the stride, whose results are then interleaved (Shi et al.,
 * "Is the deconvolution layer the same as a convolutional layer?", 2016). A transposed convolution would add up windows one by one.
 */
export function blockedInputGradient(
  t: Tracer,
  dy: Value,
  filter: Value,
  info: ConvInfo,
  depthwise: boolean,
): Value | undefined {
  const b = t.block;
  const { batchSize: n, inChannels, outChannels, inHeight, inWidth, outHeight, outWidth } = info;
  const { filterHeight: h, filterWidth: w, strideHeight, strideWidth } = info;
  if (!b || filter.data || isPointwise(info) || inChannels % b || outChannels % b) return undefined;
  if (info.dilationHeight * info.dilationWidth !== 1 || (depthwise && inChannels !== outChannels)) return undefined;
  const rows = phasesOf(h, strideHeight, info.padInfo.top, inHeight, outHeight);
  const columns = phasesOf(w, strideWidth, info.padInfo.left, inWidth, outWidth);
  if (!rows || !columns) return undefined;
  const image = toBlocks(t, t.full(dy, 'nchw'));
  const group = depthwise ? inChannels : 1;
  const weights = depthwise
    ? t.reshape(blockedFilter(t, filter, true, b), [inChannels / b, h, w, b])
    : blockedTransposed(t, filter, b);
  const phase = (row: Phase, column: Phase): string => {
    const taps = t.graph.node('Slice', [
      weights,
      t.graph.ints([row.last, column.last]),
      t.graph.ints([-h - 1, -w - 1]),
      t.graph.ints([1, 2]),
      t.graph.ints([-strideHeight, -strideWidth]),
    ]);
    const kernel_shape = [row.taps, column.taps];
    const attributes = { kernel_shape, pads: [row.before, column.before, row.after, column.after], group };
    const kernel = t.reshape(taps, [inChannels, depthwise ? 1 : outChannels, ...kernel_shape]);
    return t.graph.node('Conv', [image, kernel], attributes, DOMAIN);
  };
  const [phaseHeight, phaseWidth] = [inHeight / strideHeight, inWidth / strideWidth];
  const images = (n * inChannels) / b;
  const lines = rows.map((row) => {
    const parts = columns.map((column) => t.reshape(phase(row, column), [images, phaseHeight, phaseWidth, 1, b]));
    return t.reshape(joined(t, parts, 3), [images, phaseHeight, 1, inWidth * b]);
  });
  const blocked = t.reshape(joined(t, lines, 2), [n, inChannels, inHeight, inWidth]);
  return Value.computed(info.inShape, dy.dtype, fromBlocks(t, blocked, inChannels), 'nchw');
}

const joined = (t: Tracer, parts: readonly string[], axis: number): string =>
  parts.length === 1 ? (parts[0] as string) : t.graph.node('Concat', parts, { axis });

/** [h, w, in, out] with in and out exchanged and in blocks, as [in / b × out / b, h, w, b × b]. */
function blockedTransposed(t: Tracer, filter: Value, b: number): string {
  const [h, w, input, output] = filter.shape as [number, number, number, number];
  const exchanged = toBlocks(t, t.reshape(t.full(filter), [h * w, input, 1, output]));
  const blocks = t.transpose(t.reshape(exchanged, [h * w, (input / b) * (output / b), b * b]), [1, 0, 2]);
  return t.reshape(blocks, [(input / b) * (output / b), h, w, b * b]);
}
