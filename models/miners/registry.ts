import { type ById, byId } from '../losses/by-id.ts';
import { all } from './all.ts';
import { batchHard } from './batch-hard.ts';
import { distanceWeighted } from './distance-weighted.ts';
import { hard } from './hard.ts';
import type { Miner } from './miner.ts';
import { multiSimilarity } from './multi-similarity.ts';
import { semiHard } from './semi-hard.ts';

/** What one can choose pairs and triplets with; the first is the default. Adding a miner is one line. */
export const MINERS: ById<Miner> = byId<Miner>('miners', [
  all,
  hard,
  semiHard,
  batchHard,
  distanceWeighted,
  multiSimilarity,
]);
