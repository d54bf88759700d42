import i18next from 'i18next';
import type { AccessKind } from '../../main/contract/access.ts';
import type { CallInput, CallName } from '../../main/contract/index.ts';
import { call } from '../host/host.ts';
import { notifyProblem } from '../shell/notify.ts';
import { offerUndo } from '../shell/offer-undo.tsx';

/** Makes a change and says so where it fails. True when it was made. */
export async function change<N extends Extract<CallName, `access.${string}`>>(
  name: N,
  input: CallInput<N>,
): Promise<boolean> {
  const outcome = await call(name, input);
  if (!outcome.ok) notifyProblem(outcome.error);
  return outcome.ok;
}

/** Out of force at once, with an undo for as long as the host keeps it. */
export async function remove(kind: AccessKind, id: string, name: string): Promise<void> {
  const outcome = await call('access.remove', { kind, id });
  if (!outcome.ok) return void notifyProblem(outcome.error);
  const t = i18next.getFixedT(null, 'access');
  offerUndo(
    t('removed', { name }),
    Date.parse(outcome.value.undoUntil),
    () => void change('access.undoRemove', { kind, id }),
  );
}
