/**
 * What stands where a plain convolution stood, in networks made small:
 * `dense`: every output channel sees every input channel;
 * `grouped`: channels in groups that do not see each other (Krizhevsky et al., NeurIPS 2012);
 * `separable`: one filter a channel, then a 1×1 convolution across channels (Chollet, "Xception", CVPR 2017; Howard et al., "MobileNets",
 * arXiv:1704.04861), in the order of MobileNet;
 * `inverted`: 1×1 to `expansion` times the channels, one filter a channel, 1×1 back, the last without activation (Sandler et al.,
 * "MobileNetV2", CVPR 2018; v3 keeps it);
 * `shuffle`: 1×1 in groups to a quarter of the channels, a shuffle of the groups, one filter a channel, 1×1 in groups (Zhang et al.,
 * "ShuffleNet", CVPR 2018, figure 2b).
 */
export const blockKinds = ['dense', 'grouped', 'separable', 'inverted', 'shuffle'] as const;
export type BlockKind = (typeof blockKinds)[number];

export interface BlockChoice {
  readonly kind: BlockKind;
  /** Channels in and out. */
  readonly input: number;
  readonly output: number;
  /** Side of the filter that looks around. */
  readonly kernel: number;
  readonly stride: number;
  /** Of `grouped` and `shuffle`. */
  readonly groups: number;
  /** Of `inverted`. */
  readonly expansion: number;
}

/** One convolution: `groups` parts of its channels do not see each other; as many groups as channels is a depthwise one. */
export interface ConvolutionStep {
  readonly op: 'convolution';
  readonly kernel: number;
  readonly stride: number;
  readonly input: number;
  readonly output: number;
  readonly groups: number;
  /** Whether an activation follows. */
  readonly active: boolean;
}

/** Channel g · n + i to i · groups + g, n channels a group: the next groups hold some of each. */
export interface ShuffleStep {
  readonly op: 'shuffle';
  readonly groups: number;
  readonly input: number;
  readonly output: number;
}

export type BlockStep = ConvolutionStep | ShuffleStep;

/**
 * The steps of a block, in order. Weights are those of its convolutions, without norms and biases.
 * @throws RangeError where channels do not divide into the groups
 */
export function stepsOf({ kind, input, output, kernel, stride, groups, expansion }: BlockChoice): BlockStep[] {
  const convolution = (
    from: number,
    to: number,
    given: Partial<Pick<ConvolutionStep, 'kernel' | 'stride' | 'groups' | 'active'>> = {},
  ): ConvolutionStep => {
    const step = { kernel: 1, stride: 1, groups: 1, active: true, ...given };
    if (from % step.groups !== 0 || to % step.groups !== 0)
      throw new RangeError(`${from} and ${to} channels do not divide into ${step.groups} groups`);
    return { op: 'convolution', input: from, output: to, ...step };
  };
  switch (kind) {
    case 'dense':
      return [convolution(input, output, { kernel, stride })];
    case 'grouped':
      return [convolution(input, output, { kernel, stride, groups })];
    case 'separable':
      return [convolution(input, input, { kernel, stride, groups: input }), convolution(input, output)];
    case 'inverted': {
      const inside = Math.round(input * expansion);
      return [
        convolution(input, inside),
        convolution(inside, inside, { kernel, stride, groups: inside }),
        convolution(inside, output, { active: false }),
      ];
    }
    case 'shuffle': {
      // A quarter, made up to whole groups.
      const inside = Math.ceil(output / 4 / groups) * groups;
      return [
        convolution(input, inside, { groups }),
        { op: 'shuffle', groups, input: inside, output: inside },
        convolution(inside, inside, { kernel, stride, groups: inside, active: false }),
        convolution(inside, output, { groups }),
      ];
    }
  }
}

/** Weights of one step: kernel² · input / groups · output. */
export const weightsOfStep = (step: BlockStep): number =>
  step.op === 'shuffle' ? 0 : (step.kernel ** 2 * step.input * step.output) / step.groups;

export interface BlockCost {
  readonly weights: number;
  /** Multiply-accumulates for one picture; norms, activations and shuffles are not counted, as is usual. */
  readonly macs: number;
  /** Numbers that its steps write: what memory has to take. */
  readonly written: number;
}

/** @param side of the square maps that it is given, in pixels; 'same' padding */
export function costOf(steps: readonly BlockStep[], side: number): BlockCost {
  let [weights, macs, written, at] = [0, 0, 0, side];
  for (const step of steps) {
    if (step.op === 'convolution') at = Math.ceil(at / step.stride);
    const own = weightsOfStep(step);
    weights += own;
    macs += own * at * at;
    written += step.output * at * at;
  }
  return { weights, macs, written };
}

/** What a separable convolution costs of a dense one, by the formula: 1/output + 1/kernel² (Howard et al., §3.1). */
export const separableShare = (output: number, kernel: number): number => 1 / output + 1 / kernel ** 2;
