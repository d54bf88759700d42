import { definePairLoss } from './loss.ts';
import { matedAgainstAll } from './n-pair.ts';

/**
 * Normalised temperature-scaled cross-entropy: −log(e^(s(a,p)/τ) / (e^(s(a,p)/τ) + Σ_n e^(s(a,n)/τ))) for each mated pair
 * (a, p), n over the non-mated images of a. Pairs [n, n]. With two views a label it is SimCLR's.
 *
 * Chen, Kornblith, Norouzi, Hinton, "A Simple Framework for Contrastive Learning of Visual Representations", ICML 2020.
 */
export const ntXent = definePairLoss({
  kind: 'pairs',
  id: 'nt-xent',
  title: 'NT-Xent',
  paper:
    'Chen, Kornblith, Norouzi, Hinton: A Simple Framework for Contrastive Learning of Visual Representations. ICML 2020. arXiv:2002.05709',
  distances: ['cosine', 'dot', 'euclidean', 'squared-euclidean'],
  reducer: 'mean',
  options: {
    temperature: { default: 0.1, low: 0.01, high: 2, says: 'lower: the closest non-mated images count more' },
  },
  terms: (input, { temperature }) => ({ pairs: matedAgainstAll(input, 1 / temperature) }),
});
