export interface WeightsEntry {
  readonly package: string;
  readonly version: string;
  readonly integrity: string;
  readonly file: string;
  readonly target: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly licence: string;
}

export interface WeightsProblem {
  readonly file: string;
  readonly problem: 'missing' | 'truncated' | 'tampered';
}

export function readManifest(): readonly WeightsEntry[];
export function verifyWeights(dir: string, entries?: readonly WeightsEntry[]): readonly WeightsProblem[];
export function installWeights(
  dir: string,
  options?: {
    readonly entries?: readonly WeightsEntry[];
    readonly pack?: (spec: string, into: string) => Promise<string>;
    readonly say?: (text: string) => void;
  },
): Promise<number>;
