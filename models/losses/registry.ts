import { arcFace } from './arcface.ts';
import { type ById, byId } from './by-id.ts';
import { centre } from './centre.ts';
import { circle } from './circle.ts';
import { contrastive } from './contrastive.ts';
import { cosFace } from './cosface.ts';
import { liftedStructure } from './lifted-structure.ts';
import type { Loss } from './loss.ts';
import { multiSimilarity } from './multi-similarity.ts';
import { nPair } from './n-pair.ts';
import { normalisedSoftmax } from './normalised-softmax.ts';
import { ntXent } from './nt-xent.ts';
import { proxyAnchor } from './proxy-anchor.ts';
import { proxyNca } from './proxy-nca.ts';
import { softmax } from './softmax.ts';
import { subCentreArcFace } from './sub-centre-arcface.ts';
import { supervisedContrastive } from './supervised-contrastive.ts';
import { triplet } from './triplet.ts';
import { tripletSoftMargin } from './triplet-soft-margin.ts';

/** What one can train with: the form and the command line list from here. Adding a loss is one line. */
export const LOSSES: ById<Loss> = byId<Loss>('losses', [
  contrastive,
  triplet,
  tripletSoftMargin,
  nPair,
  liftedStructure,
  multiSimilarity,
  circle,
  ntXent,
  supervisedContrastive,
  proxyNca,
  proxyAnchor,
  centre,
  softmax,
  normalisedSoftmax,
  cosFace,
  arcFace,
  subCentreArcFace,
]);
