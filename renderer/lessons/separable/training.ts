import type { BlockTraining } from '../../../models/experiments/separable/train.ts';
import type { BlockKind } from '../../../models/layers/convolutions/blocks.ts';
import { blockKinds } from '../../../models/layers/convolutions/blocks.ts';
import { lineColour } from '../../charts/palette.ts';
import type { Settings } from './settings.ts';

/** Eight invented people; each width is trained with each kind. */
export const people = 8;
export const trainedWidths = [8, 16, 24] as const;
/** The width of which the courses are shown, and that the check trains. */
export const shownWidth = 16;

export const trainingOf = ({
  kernel,
  groups,
  expansion,
  epochs,
}: Pick<Settings, 'kernel' | 'groups' | 'expansion' | 'epochs'>): BlockTraining => ({
  ...{ people, pictures: 16, asked: 16, rate: 0.15 },
  ...{ kernel, groups, expansion, epochs },
});

/** One kind, one colour, in every picture. */
export const kindColour = (kind: BlockKind): string => lineColour([4, 3, 0, 1, 2][blockKinds.indexOf(kind)]!);
