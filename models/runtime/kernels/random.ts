import { TraceError } from '../trace-error.ts';
import { defineKernel } from './table.ts';

/** Drawn anew at every run, with a seed that a graph cannot be given: not reproducible, so not offered. */
defineKernel('Multinomial', () => {
  throw new TraceError(
    'tf.multinomial draws random numbers, which a graph would not repeat: pass Gumbel noise as an input and take ' +
      'tf.argMax of logits plus noise, which draws from the same distribution.',
  );
});
