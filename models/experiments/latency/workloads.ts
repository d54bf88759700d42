import { type BlockKind, type BlockStep, stepsOf } from '../../layers/convolutions/blocks.ts';
import { type ActivationKind, activationKinds, costOfWorkload, type Workload } from '../timing/workload.ts';

/** The notes' six questions, after Tang et al., MLSys 2021. */
export const questions = ['channels', 'blocks', 'activation', 'kernel', 'precision', 'platforms'] as const;
export type QuestionId = (typeof questions)[number];

/** What a piece is of: `channels`: c; `block`: its name; `activation`: kind and place; `kernel`: kind and side. */
export interface Piece {
  /** The same on every backend and machine. */
  readonly id: string;
  readonly question: Exclude<QuestionId, 'precision' | 'platforms'>;
  readonly workload: Workload;
  readonly macs: number;
}

export type Size = 'small' | 'full';

/** Channels of a 3 × 3 convolution on 7 × 7 maps, close together at multiples of what processors take at a time. */
export const CHANNELS: Readonly<Record<Size, readonly number[]>> = {
  small: [16, 24, 31, 32, 33, 48, 64],
  full: [
    ...[1, 2, 4, 8, 12, 15, 16, 17, 20, 24, 28, 31, 32, 33, 40, 48, 56, 63, 64, 65],
    ...[80, 96, 112, 127, 128, 129, 160, 192, 224, 255, 256],
  ],
};
const CHANNELS_SIDE = 7;

export const KERNELS = [1, 3, 5, 7, 9] as const;
export const kernelKinds = ['dense', 'depthwise'] as const;
const SIDE = 14;

/** Blocks on 14 × 14 maps, of as many channels as make about one million multiply-accumulates. */
export const BLOCKS: readonly {
  readonly id: string;
  readonly kind: BlockKind;
  readonly kernel: number;
  readonly width: number;
}[] = [
  { id: 'dense1', kind: 'dense', kernel: 1, width: 72 },
  { id: 'dense3', kind: 'dense', kernel: 3, width: 24 },
  { id: 'dense5', kind: 'dense', kernel: 5, width: 14 },
  { id: 'grouped3', kind: 'grouped', kernel: 3, width: 48 },
  { id: 'separable3', kind: 'separable', kernel: 3, width: 67 },
  { id: 'separable5', kind: 'separable', kernel: 5, width: 60 },
  { id: 'inverted3', kind: 'inverted', kernel: 3, width: 18 },
  { id: 'shuffle3', kind: 'shuffle', kernel: 3, width: 192 },
];

export const activations = activationKinds;
export const places = ['alone', 'after'] as const;

const convolution = (kernel: number, channels: number, groups = 1): BlockStep => ({
  ...{ op: 'convolution', kernel, stride: 1, input: channels, output: channels, groups, active: false },
});

function piece(id: string, question: Piece['question'], workload: Workload): Piece {
  return { id, question, workload, macs: costOfWorkload(workload).macs };
}

/** What is timed for these questions; that on platforms needs no pieces of its own, that on precision is about a whole network. */
export function piecesOf(asked: readonly QuestionId[], size: Size): Piece[] {
  const pieces: Piece[] = [];
  if (asked.includes('channels'))
    for (const channels of CHANNELS[size])
      pieces.push(
        piece(`channels:${channels}`, 'channels', { side: CHANNELS_SIDE, channels, steps: [convolution(3, channels)] }),
      );
  if (asked.includes('blocks') || asked.includes('platforms'))
    for (const { id, kind, kernel, width } of BLOCKS) {
      const choice = { kind, kernel, input: width, output: width, stride: 1, groups: 4, expansion: 6 };
      pieces.push(piece(`block:${id}`, 'blocks', { side: SIDE, channels: width, steps: stepsOf(choice) }));
    }
  if (asked.includes('activation')) {
    for (const kind of activations) pieces.push(piece(`activation:alone:${kind}`, 'activation', alone(kind)));
    for (const kind of [null, ...activations])
      pieces.push(piece(`activation:after:${kind ?? 'none'}`, 'activation', after(kind)));
  }
  if (asked.includes('kernel'))
    for (const kernel of KERNELS) {
      pieces.push(
        piece(`kernel:dense:${kernel}`, 'kernel', { side: SIDE, channels: 16, steps: [convolution(kernel, 16)] }),
      );
      const depthwise = [convolution(kernel, 64, 64)];
      pieces.push(piece(`kernel:depthwise:${kernel}`, 'kernel', { side: SIDE, channels: 64, steps: depthwise }));
    }
  return pieces;
}

const alone = (kind: ActivationKind): Workload => ({ side: 28, channels: 16, steps: [{ op: 'activation', kind }] });
const after = (kind: ActivationKind | null): Workload => ({
  ...{ side: SIDE, channels: 32 },
  steps: [convolution(3, 32), ...(kind === null ? [] : [{ op: 'activation' as const, kind }])],
});
