import { ok } from '../contract/errors.ts';
import type { Handlers } from '../contract/index.ts';
import type { Core } from './core.ts';

export function dataFolderHandlers(core: Core): Pick<Handlers, 'data.folder'> {
  return {
    'data.folder': async () =>
      ok({ path: core.dataDir, unlockedBy: [...new Set(core.store.slots.list().map(({ kind }) => kind))] }),
  };
}
