import type { OperatorPolicy } from '../../contract/operators.ts';

interface Session {
  readonly operatorId: string;
  readonly since: number;
  touched: number;
  timer: NodeJS.Timeout | null;
}

export interface Sessions {
  begin(client: object, operatorId: string): void;
  /** Null when nobody is signed in there, or no longer. */
  operatorOf(client: object | undefined): string | null;
  /** When it ends whatever happens, milliseconds since 1970. */
  endsAt(client: object): number | null;
  touch(client: object): void;
  /** Returns whose it was. */
  end(client: object): string | null;
  /** All of an operator, but this client's. */
  endAllOf(operatorId: string, except?: object): void;
  endAll(): void;
  presentIds(): Set<string>;
  /** The policy was changed: what is over by it is over now. */
  reconsider(): void;
  close(): void;
}

/**
 * Who is signed in where. A session is bound to its client's object, in memory alone: it ends with the program. It ends by itself without
 * activity, and at its absolute end; a clock that goes back before its beginning ends it too, since nobody knows then how old it is.
 * @param ended told of each session that ends, by whatever cause
 */
export function createSessions(
  policy: () => OperatorPolicy,
  ended: (client: object, operatorId: string, why: 'idle' | 'absolute' | 'ended') => void,
  now: () => number = Date.now,
): Sessions {
  const sessions = new Map<object, Session>();

  const overAt = (session: Session): { at: number; why: 'idle' | 'absolute' } => {
    const { idleMinutes, absoluteHours } = policy();
    const idle = session.touched + idleMinutes * 60_000;
    const absolute = session.since + absoluteHours * 3_600_000;
    return idle < absolute ? { at: idle, why: 'idle' } : { at: absolute, why: 'absolute' };
  };
  const drop = (client: object, why: 'idle' | 'absolute' | 'ended'): string | null => {
    const session = sessions.get(client);
    if (session === undefined) return null;
    if (session.timer !== null) clearTimeout(session.timer);
    sessions.delete(client);
    ended(client, session.operatorId, why);
    return session.operatorId;
  };
  const live = (client: object): Session | null => {
    const session = sessions.get(client);
    if (session === undefined) return null;
    const { at, why } = overAt(session);
    if (now() < at && now() >= session.since) return session;
    drop(client, why);
    return null;
  };
  // So that a page that asks for nothing is told, too.
  const watch = (client: object, session: Session): void => {
    if (session.timer !== null) clearTimeout(session.timer);
    session.timer = setTimeout(
      () => {
        session.timer = null;
        if (live(client) !== null) watch(client, session);
      },
      Math.max(0, overAt(session).at - now()) + 5,
    );
    session.timer.unref();
  };

  return {
    begin(client, operatorId) {
      drop(client, 'ended');
      const session: Session = { operatorId, since: now(), touched: now(), timer: null };
      sessions.set(client, session);
      watch(client, session);
    },
    operatorOf: (client) => (client === undefined ? null : (live(client)?.operatorId ?? null)),
    endsAt(client) {
      const session = live(client);
      return session === null ? null : session.since + policy().absoluteHours * 3_600_000;
    },
    touch(client) {
      const session = live(client);
      if (session !== null) session.touched = now();
    },
    end: (client) => drop(client, 'ended'),
    endAllOf(operatorId, except) {
      for (const [client, session] of [...sessions])
        if (session.operatorId === operatorId && client !== except) drop(client, 'ended');
    },
    endAll() {
      for (const client of [...sessions.keys()]) drop(client, 'ended');
    },
    presentIds: () => new Set([...sessions.keys()].flatMap((client) => live(client)?.operatorId ?? [])),
    reconsider() {
      for (const [client, session] of [...sessions]) if (live(client) !== null) watch(client, session);
    },
    close() {
      for (const { timer } of sessions.values()) if (timer !== null) clearTimeout(timer);
      sessions.clear();
    },
  };
}
