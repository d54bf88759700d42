import { fitLinear, type LinearFit, meanLoss, meanLossGradient } from '../../../models/linear/fit-linear.ts';
import { gradientDescent } from '../../../models/linear/gradient-descent.ts';
import { SingularError } from '../../../models/linear/least-squares.ts';
import { tableOf } from '../../../models/linear/table.ts';
import { RESIDUAL_LOSSES, type ResidualLossId } from '../../../models/losses/residual.ts';
import { lineColour } from '../../charts/palette.ts';
import { type Settings, STEPS } from './settings.ts';

export const lossColour: Readonly<Record<ResidualLossId, string>> = {
  l1: lineColour(0),
  l2: lineColour(1),
  'smooth-l1': lineColour(2),
};

/** A line ŷ = a + b x. */
export interface Line {
  readonly a: number;
  readonly b: number;
}

export interface LineFit {
  readonly loss: ResidualLossId;
  readonly fit: LinearFit;
  readonly line: Line;
  /** Of each step of gradient descent the line, and by how much its mean loss is above the minimum. */
  readonly path: readonly { readonly line: Line; readonly above: number }[];
}

/** Inputs are counted from their middle and in units of their spread, so that one rate suits both numbers of a line. */
const [MIDDLE, UNIT] = [5, 3];
export const RATE = 0.8;

/** The three fits of the points and how gradient descent gets there from ŷ = 0; null where all points have one x. */
export function fitsOf({ points, beta }: Pick<Settings, 'points' | 'beta'>): readonly LineFit[] | null {
  const table = tableOf(points.map(([x]) => [1, (x - MIDDLE) / UNIT]));
  const y = points.map(([, value]) => value);
  const lineOf = (theta: ArrayLike<number>): Line => ({
    a: theta[0]! - (theta[1]! * MIDDLE) / UNIT,
    b: theta[1]! / UNIT,
  });
  try {
    return RESIDUAL_LOSSES.map((loss) => {
      const found = fitLinear(table, y, loss, { beta });
      const path = gradientDescent({
        gradient: (at) => meanLossGradient(table, y, at, loss, beta),
        start: [0, 0],
        rate: RATE,
        steps: STEPS,
      }).map((theta) => ({ line: lineOf(theta), above: meanLoss(table, y, theta, loss, beta) - found.mean }));
      return { loss, fit: found, line: lineOf(found.theta), path };
    });
  } catch (error) {
    if (error instanceof SingularError) return null;
    throw error;
  }
}
