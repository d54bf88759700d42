import { inverseFilter } from '../../linear/deconvolve.ts';
import { convolve } from '../../padding/convolve.ts';
import { resize } from '../../sampling/resize.ts';
import { transposedConvolve } from '../../sampling/transposed-convolve.ts';

/** The production code under test; a test puts in what makes a claim false. */
export interface Parts {
  readonly transposedConvolve: typeof transposedConvolve;
  readonly convolve: typeof convolve;
  readonly resize: typeof resize;
  readonly inverseFilter: typeof inverseFilter;
}
export const PARTS: Parts = { transposedConvolve, convolve, resize, inverseFilter };
