export interface StartOptions {
  readonly shell: 'electron' | 'web' | undefined;
  readonly port: number | undefined;
  readonly data: string | undefined;
  readonly open: boolean;
  readonly defaults: boolean;
  readonly help: boolean;
}

export class UsageError extends Error {}
export const usage: string;
export function readOptions(args: readonly string[]): StartOptions;
