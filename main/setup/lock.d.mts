export interface LockOptions {
  /** The folder that is the lock. */
  readonly lock?: string;
  /** Awaited between two looks at a lock that another process holds. */
  readonly wait?: () => Promise<unknown>;
}

export function alone<T>(work: () => Promise<T> | T, options?: LockOptions): Promise<T>;
