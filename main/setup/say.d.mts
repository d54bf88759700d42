export function say(text: string): void;
export function step<T>(label: string, work: () => Promise<T> | T, options?: { readonly quietMs?: number }): Promise<T>;
