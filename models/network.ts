import type { HostTensor } from './runtime/types.ts';

/** One image network, ready to run: one tensor in, its outputs in the network's order. */
export interface Network {
  /** How many images one call takes: a number the graph fixed, or any. */
  readonly batch: number | 'free';
  run(input: HostTensor): Promise<readonly HostTensor[]>;
  /** Frees native memory; using the network afterwards throws. */
  release(): Promise<void>;
}
