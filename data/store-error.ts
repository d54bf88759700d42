/** The codes are a part of the contract's closed union; main/ passes them on as they are. */
export type StoreErrorCode =
  | 'BAD_INPUT'
  | 'NOT_FOUND'
  | 'MODEL_MISMATCH'
  | 'STORE_LOCKED'
  | 'STORE_IN_USE'
  | 'STORE_CORRUPT'
  | 'STORE_TOO_NEW'
  | 'STORE_READ_ONLY'
  | 'DISK_FULL';

/** An expected failure of the store: what happened, what was not lost, what to do. */
export class StoreError extends Error {
  readonly code: StoreErrorCode;
  constructor(code: StoreErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StoreError';
    this.code = code;
  }
}

/** SQLite's and the file system's errors in the store's words; anything else is a bug and passes through. */
export function asStoreError(error: unknown): unknown {
  if (error instanceof StoreError || !(error instanceof Error) || !('code' in error)) return error;
  const code = String(error.code);
  const options = { cause: error };
  if (code === 'SQLITE_FULL' || code === 'ENOSPC')
    return new StoreError(
      'DISK_FULL',
      'The disk is full: this was not saved, everything before it is. Free some space and try again.',
      options,
    );
  if (/^SQLITE_(READONLY|CANTOPEN|PERM|AUTH)/.test(code) || isUnwritable(code, error))
    return new StoreError(
      'STORE_READ_ONLY',
      'The data folder cannot be written. Nothing was changed. Check its permissions, or choose another with --data.',
      options,
    );
  if (/^SQLITE_(CORRUPT|NOTADB)/.test(code))
    return new StoreError(
      'STORE_CORRUPT',
      'The database is damaged and was left as it is. Restore the data folder from a backup, or choose another with --data.',
      options,
    );
  if (code === 'SQLITE_BUSY')
    return new StoreError('STORE_IN_USE', 'Another program is using the data folder. Close it and try again.', options);
  return error;
}

/** Also a path that cannot be: too long, through a file, or on a drive that is not there. */
const isUnwritable = (code: string, error: Error): boolean =>
  ['EACCES', 'EROFS', 'EPERM', 'ENOTDIR', 'ENAMETOOLONG', 'ELOOP'].includes(code) ||
  (code === 'ENOENT' && 'syscall' in error && error.syscall === 'mkdir');

/** The same object whose functions throw StoreErrors. */
export function withStoreErrors<T extends object>(target: T): T {
  const wrapped: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(target))
    wrapped[name] =
      typeof member === 'function'
        ? (...parameters: unknown[]): unknown => {
            try {
              return member.apply(target, parameters);
            } catch (error) {
              throw asStoreError(error);
            }
          }
        : member;
  return wrapped as T;
}
