import { useOfSlot } from '../../data/vault/slots.ts';
import { ok } from '../contract/errors.ts';
import type { Handlers } from '../contract/index.ts';
import { keyFilePath } from '../paths.ts';
import type { Core } from './core.ts';

export function keyHandlers(
  core: Core,
): Pick<
  Handlers,
  'keys.list' | 'keys.changePassphrase' | 'keys.newRecoveryCode' | 'keys.renewKeyFile' | 'keys.remove'
> {
  const { slots } = core.store;
  const changed = (): void => core.emit('keys.changed', {});
  return {
    'keys.list': async () =>
      ok({
        slots: slots.list().map((slot) => ({ id: slot.id, use: useOfSlot(slot) })),
        keyFile: keyFilePath(core.dataDir),
      }),
    'keys.changePassphrase': async ({ passphrase }) => {
      slots.changePassphrase(passphrase);
      changed();
      return ok({});
    },
    'keys.newRecoveryCode': async () => {
      const code = slots.newRecoveryCode();
      changed();
      return ok({ code });
    },
    'keys.renewKeyFile': async () => {
      const path = keyFilePath(core.dataDir);
      slots.renewKeyFile(path);
      changed();
      return ok({ path });
    },
    'keys.remove': async ({ id }) => {
      slots.remove(id);
      changed();
      return ok({});
    },
  };
}
