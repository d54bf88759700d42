export interface RunOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  readonly timeoutMs?: number;
  readonly interruptWith?: NodeJS.Signals;
}

export function quietly(command: string, args: readonly string[], options?: RunOptions): Promise<string>;
export function handOver(
  command: string,
  args: readonly string[],
  options?: Pick<RunOptions, 'env' | 'cwd'>,
): Promise<number>;
