import { createContext, type ReactNode, useContext, useEffect } from 'react';
import type { CallName } from '../../main/contract/index.ts';
import { defaultPolicy } from '../../main/contract/operators.ts';
import { isAtLeast, type Needed, neededRole } from '../../main/contract/roles.ts';
import type { SessionState } from '../../main/contract/session.ts';
import { call } from '../host/host.ts';
import { useHost } from '../host/use-host.ts';

const unknown: SessionState = { mode: 'locked', operator: null, endsAt: null, policy: defaultPolicy };
const Context = createContext<SessionState>(unknown);

export const useSession = (): SessionState => useContext(Context);

/** Whether calls would be let through, so that nobody is offered what they may not do. The host decides anyhow. */
export function useRights(): (name: CallName) => boolean {
  const { mode, operator } = useSession();
  return (name) => {
    const needed = neededRole[name] as Needed | ((input: never) => Needed);
    if (mode === 'open' || typeof needed === 'function') return mode !== 'locked';
    if (needed === 'anyone' || needed === 'desk') return true;
    return operator !== null && isAtLeast(operator.role, needed);
  };
}

export const useMay = (name: CallName): boolean => useRights()(name);

/** A hand on keyboard or pointer is told this often at most: by so much too early a session may end. */
const touchEveryMs = 5_000;

/** Who is signed in here, for the whole page; what is below is shown once it is known, and `locked` in its place while nobody is. */
export function SessionGate({ children, locked }: { children: ReactNode; locked: ReactNode }) {
  const { value } = useHost('session.state', {}, ['session.changed']);
  const signedIn = value?.mode === 'signed-in';
  useEffect(() => {
    if (!signedIn) return;
    let last = Number.NEGATIVE_INFINITY;
    const touch = (event: Event): void => {
      if (event.timeStamp - last < touchEveryMs) return;
      last = event.timeStamp;
      void call('session.touch', {});
    };
    const hands = ['pointerdown', 'pointermove', 'keydown', 'wheel'] as const;
    for (const hand of hands) addEventListener(hand, touch, { capture: true, passive: true });
    return () => {
      for (const hand of hands) removeEventListener(hand, touch, { capture: true });
    };
  }, [signedIn]);
  if (value === null) return null; // answered within a blink
  return <Context value={value}>{value.mode === 'locked' ? locked : children}</Context>;
}
