import type { PullChoice } from '../../../models/experiments/metric/pull.ts';
import { LOSSES } from '../../../models/losses/registry.ts';
import type { PulledLoss, Settings } from './settings.ts';

interface MainOption {
  /** Its name in the loss's definition. */
  readonly name: string;
  /** How it is written in the formulas. */
  readonly sign: string;
  readonly low: number;
  readonly high: number;
  readonly first: number;
  readonly fixed?: Readonly<Record<string, number>>;
}

/** Of each loss the number to move; with three classes scales and temperatures milder than a network wants. */
const mainOptions: Readonly<Record<PulledLoss, MainOption | null>> = {
  triplet: { name: 'margin', sign: 'm', low: 0, high: 2, first: 1 },
  contrastive: { name: 'nonMatedMargin', sign: 'm', low: 0, high: 2, first: 1.5 },
  'supervised-contrastive': { name: 'temperature', sign: 'τ', low: 0.05, high: 2, first: 0.5 },
  'nt-xent': { name: 'temperature', sign: 'τ', low: 0.05, high: 2, first: 0.5 },
  'multi-similarity': null,
  softmax: null,
  arcface: { name: 'margin', sign: 'm', low: 0, high: 1.5, first: 0.5, fixed: { scale: 8 } },
};

export const optionOf = (loss: PulledLoss): MainOption | null => mainOptions[loss];

/** Another loss, with its own number where the present one would mean something else. */
export const withLoss = (loss: PulledLoss): Pick<Settings, 'loss' | 'option' | 'step'> => ({
  loss,
  option: mainOptions[loss]?.first ?? 0,
  step: 0,
});

export const isOfPairs = (loss: PulledLoss): boolean => LOSSES.get(loss).kind === 'pairs';

/** What the app's own loss is asked for. */
export function choiceOf({ loss, miner, option, unitLength }: Settings): PullChoice {
  const main = mainOptions[loss];
  return {
    loss,
    unitLength,
    ...(main !== null && { options: { ...main.fixed, [main.name]: option } }),
    ...(isOfPairs(loss) && miner !== 'all' && { miner }),
  };
}

/** Why the loss cannot be had with these numbers; null where it can. */
export const refusesOption = ({ loss, option }: Settings): MainOption | null => {
  const main = mainOptions[loss];
  return main !== null && (option < main.low || option > main.high) ? main : null;
};
