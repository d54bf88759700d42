import { useEffect, useSyncExternalStore } from 'react';
import { subscribe } from './host.ts';

export interface ToldList<State> {
  /** Asks the host, once. */
  readonly start: () => void;
  readonly listen: (listener: () => void) => () => void;
  readonly now: () => State;
  readonly set: (next: State) => void;
  /** Asks the host anew. Of several answers under way only the last asked for counts. */
  readonly refresh: () => void;
}

/**
 * What the host knows of many things, for every page at once: asked for in full, and kept up to date by what the host tells in
 * between. A connection that comes back asks anew.
 */
export function toldList<State>(
  initial: State,
  ask: (before: () => State) => Promise<State>,
  hear: (topic: string, value: unknown) => void,
): ToldList<State> {
  let state = initial;
  let started = false;
  let turn = 0;
  const listeners = new Set<() => void>();
  const set = (next: State): void => {
    state = next;
    for (const listener of listeners) listener();
  };
  const now = (): State => state;
  const refresh = (): void => {
    const mine = ++turn;
    void ask(now).then((next) => {
      if (mine === turn) set(next);
    });
  };
  const start = (): void => {
    if (started) return;
    started = true;
    subscribe((topic, value) => {
      if (topic === 'connection' && value === true) refresh();
      else hear(topic, value);
    });
    refresh();
  };
  const listen = (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  return { start, listen, now, set, refresh };
}

/** The present state, in a component. */
export function useToldList<State>({ start, listen, now }: ToldList<State>): State {
  useEffect(start, [start]);
  return useSyncExternalStore(listen, now);
}
