import type { SyntheticChoice } from './protocol.ts';

export interface DrawRequest {
  readonly id: number;
  readonly choice: SyntheticChoice;
  readonly size: number;
  readonly indices: readonly number[];
}

export interface DrawReply {
  readonly id: number;
  /** One picture after the other, size² · 3 bytes each. */
  readonly pixels: Uint8Array<ArrayBuffer>;
}
