import { isAbsolute } from 'node:path';
import { verifyDataBackup } from '../../data/backup/backup.ts';
import { fail, ok } from '../contract/errors.ts';
import type { Handlers } from '../contract/index.ts';
import type { Core } from './core.ts';

type BackupHandlers = Pick<Handlers, 'backup.places' | 'backup.create' | 'backup.verify' | 'backup.forget'>;

/** Copies of the data folder's database, and the key ring's own backup file. */
export function backupHandlers(core: Core): BackupHandlers {
  return {
    'backup.places': async () => ok({ keys: core.store.keyRing.copies() }),
    'backup.create': async ({ folder }) =>
      // Of a part of a path nobody could say where it begins: that depends on how the program was started.
      isAbsolute(folder)
        ? ok({ ...core.store.backUp(folder) })
        : fail('BAD_INPUT', `"${folder}" is not a whole path. Begin with / (or a drive letter).`),
    'backup.verify': async ({ data }) => ok({ ...verifyDataBackup(data) }),
    'backup.forget': async ({ keys }) => {
      core.store.keyRing.forgetCopy(keys);
      return ok({});
    },
  };
}
