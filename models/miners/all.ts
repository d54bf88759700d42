import { pairMasks } from '../losses/masks.ts';
import { defineMiner } from './miner.ts';

/** Every pair, and so every triplet, that the labels allow. */
export const all = defineMiner({
  id: 'all',
  title: 'All',
  options: {},
  needsNoise: false,
  select: ({ labels }) => ({ kind: 'pairs', ...pairMasks(labels) }),
});
