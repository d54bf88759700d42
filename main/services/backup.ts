import { verifyDataBackup } from '../../data/backup/backup.ts';
import { ok } from '../contract/errors.ts';
import type { Handlers } from '../contract/index.ts';
import type { Core } from './core.ts';

type BackupHandlers = Pick<Handlers, 'backup.places' | 'backup.create' | 'backup.verify' | 'backup.forget'>;

/** Copies of the data folder's database, and the key ring's own backup file. */
export function backupHandlers(core: Core): BackupHandlers {
  return {
    'backup.places': async () => ok({ keys: core.store.keyRing.copies() }),
    'backup.create': async ({ folder }) => ok({ ...core.store.backUp(folder) }),
    'backup.verify': async ({ data }) => ok({ ...verifyDataBackup(data) }),
    'backup.forget': async ({ keys }) => {
      core.store.keyRing.forgetCopy(keys);
      return ok({});
    },
  };
}
