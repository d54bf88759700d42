/** Losses of one number against another: what a residual r = y − ŷ costs. */
export const RESIDUAL_LOSSES = ['l1', 'l2', 'smooth-l1'] as const;
export type ResidualLossId = (typeof RESIDUAL_LOSSES)[number];

export interface ResidualLoss {
  readonly value: (r: number) => number;
  /** dℓ/dr; where there is none, at L1's kink, 0: a subgradient, as PyTorch takes it. */
  readonly slope: (r: number) => number;
}

/** |r|: least absolute deviations. */
const l1: ResidualLoss = { value: Math.abs, slope: (r) => (r === 0 ? 0 : Math.sign(r)) };

/** r², whose mean is the MSE. */
const l2: ResidualLoss = { value: (r) => r * r, slope: (r) => 2 * r };

/**
 * r²/2β where |r| < β, |r| − β/2 beyond: a parabola that goes on as a line (Girshick, "Fast R-CNN", ICCV 2015, with β = 1; Huber's
 * loss of 1964, "Robust estimation of a location parameter", divided by β).
 * @throws RangeError where β is not above 0
 */
function smoothL1(beta: number): ResidualLoss {
  if (!(beta > 0)) throw new RangeError(`smooth L1 needs a β above 0, not ${beta}`);
  return {
    value: (r) => (Math.abs(r) < beta ? (r * r) / (2 * beta) : Math.abs(r) - beta / 2),
    slope: (r) => (Math.abs(r) < beta ? r / beta : Math.sign(r)),
  };
}

/** The loss of a name; β counts for smooth L1 alone. */
export const residualLoss = (id: ResidualLossId, beta: number): ResidualLoss =>
  id === 'l1' ? l1 : id === 'l2' ? l2 : smoothL1(beta);
