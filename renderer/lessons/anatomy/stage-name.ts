import type { WalkedStage } from '../../../models/experiments/anatomy/walk.ts';
import type { Words } from './texts.ts';

export const nameOf = (t: Words, { kind, number }: Pick<WalkedStage, 'kind' | 'number'>): string =>
  kind === 'block' ? t('stage_block', { number }) : t(`stage_${kind}`);
