export function npm(args: readonly string[], options?: { readonly cwd?: string }): Promise<string>;
export function reasonIn(printed: string): string;
