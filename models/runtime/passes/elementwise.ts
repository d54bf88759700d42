/** Float operators of an optimiser's and a normalisation's formulas: each element of the result depends on the operands' elements in the same place. */
export const ELEMENTWISE: ReadonlySet<string> = new Set(
  'Abs Add Div Exp Log Max Min Mul Neg Pow Reciprocal Sqrt Sub'.split(' '),
);
