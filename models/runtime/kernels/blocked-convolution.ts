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
  const [bottom, right] = trailingPads(info);
  const attributes = {
    kernel_shape: [h, w],
    strides: [info.strideHeight, info.strideWidth],
    dilations: [info.dilationHeight, info.dilationWidth],
    pads: [info.padInfo.top, info.padInfo.left, Math.max(0, bottom), Math.max(0, right)],
    group: depthwise ? inChannels : 1,
  };
  const image = inChannels < b ? t.full(x, 'nchw') : toBlocks(t, t.full(x, 'nchw'));
  const result = t.graph.node('Conv', [image, blockedFilter(t, filter, depthwise, b)], attributes, DOMAIN);
  return Value.computed(info.outShape, x.dtype, fromBlocks(t, result, outChannels), 'nchw');
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
 * The gradient towards a filter: the input as images of its own channels, with the batch as their channels, convolved by the output's gradient,
 * strides and dilations exchanged. Results are as small as filters; padding beforehand lets all columns of one be computed at once.
 */
export function blockedFilterGradient(
  t: Tracer,
  x: Value,
  dy: Value,
  info: ConvInfo,
  depthwise: boolean,
): Value | undefined {
  const b = t.block;
  const { batchSize: n, inChannels, outChannels, inHeight, inWidth, outHeight, outWidth } = info;
  const { filterHeight: h, filterWidth: w } = info;
  const [bottom, right] = trailingPads(info);
  if (!b || n % b || outChannels % b || bottom < 0 || right < 0 || isPointwise(info)) return undefined;
  if (depthwise && inChannels !== outChannels) return undefined;
  const name = t.full(x, 'nchw');
  // Depthwise, the images are the channels of a block, with the blocks as groups: all pairs of a block's channels, of which the equal ones count.
  const group = depthwise ? inChannels / b : 1;
  const pixels = inHeight * inWidth;
  const byChannel = toBlocks(
    t,
    depthwise
      ? t.reshape(t.transpose(t.reshape(name, [n, group, b, pixels]), [2, 1, 0, 3]), [b, group * n, inHeight, inWidth])
      : t.transpose(name, [1, 0, 2, 3]),
  );
  let pads = [info.padInfo.top, info.padInfo.left, bottom, right];
  let images = byChannel;
  if (inWidth >= WORTH_PADDING && pads.some((pad) => pad > 0)) {
    const [top = 0, left = 0] = pads;
    const inner = t.reshape(byChannel, [(inChannels * n) / b, inHeight, inWidth, b]);
    const padded = t.graph.node('Pad', [inner, t.graph.ints([0, top, left, 0, 0, bottom, right, 0])]);
    images = t.reshape(padded, [inChannels / group, n * group, top + inHeight + bottom, left + inWidth + right]);
    pads = [0, 0, 0, 0];
  }
  const blocks = t.reshape(toBlocks(t, t.full(dy, 'nchw')), [n / b, b, outChannels / b, outHeight * outWidth, b]);
  const kernels = t.reshape(t.transpose(blocks, [2, 0, 3, 1, 4]), [outChannels, n, outHeight, outWidth]);
  const attributes = {
    kernel_shape: [outHeight, outWidth],
    strides: [info.dilationHeight, info.dilationWidth],
    dilations: [info.strideHeight, info.strideWidth],
    pads,
    group,
  };
  const result = t.graph.node('Conv', [images, kernels], attributes, DOMAIN);
  if (depthwise) {
    const pairs = t.reshape(result, [b, group, h * w, b]);
    const equal = t.graph.constant(identity(b), [b, 1, 1, b], 'float32');
    const chosen = t.graph.node('Mul', [pairs, equal]);
    const byBlock = t.graph.node('ReduceSum', [chosen, t.graph.ints([0])], { keepdims: 0 });
    const shape = [h, w, inChannels, 1];
    return Value.computed(shape, x.dtype, t.reshape(t.transpose(byBlock, [1, 0, 2]), shape));
  }
  const gradient = t.transpose(t.reshape(result, [inChannels, outChannels / b, h * w, b]), [2, 0, 1, 3]);
  return Value.computed([h, w, inChannels, outChannels], x.dtype, t.reshape(gradient, [h, w, inChannels, outChannels]));
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
