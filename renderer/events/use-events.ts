import { useCallback, useEffect, useRef, useState } from 'react';
import type { CallError } from '../../main/contract/errors.ts';
import type { EventRecord } from '../../main/contract/events.ts';
import { call, subscribe } from '../host/host.ts';
import { asked, type EventFilter } from './filter.ts';

const page = 200;
const most = 10_000;
/** Events that come close together are fetched together. */
const gatherMs = 250;

interface Loaded {
  readonly events: readonly EventRecord[];
  readonly total: number;
}

export interface Events {
  /** Null until the first answer. */
  readonly loaded: Loaded | null;
  readonly error: CallError | null;
  readonly loadMore: () => void;
}

/** The events that fit, newest first: more as one scrolls, new ones as they happen. What is shown stays until newer is there. */
export function useEvents(filter: EventFilter): Events {
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  const [error, setError] = useState<CallError | null>(null);
  const wanted = useRef(page);
  const latest = useRef(0);

  const load = useCallback(async () => {
    const turn = ++latest.current;
    const outcome = await call('events.list', { ...asked(filter), limit: wanted.current, count: true });
    if (turn !== latest.current) return; // a newer question was asked meanwhile
    setError(outcome.ok ? null : outcome.error);
    if (outcome.ok) setLoaded({ events: outcome.value.events, total: outcome.value.total ?? 0 });
  }, [filter]);

  useEffect(() => {
    wanted.current = page;
    void load();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = subscribe((topic, value) => {
      if (topic !== 'event' && topic !== 'people.changed' && !(topic === 'connection' && value === true)) return;
      clearTimeout(timer);
      timer = setTimeout(() => void load(), gatherMs);
    });
    return () => {
      clearTimeout(timer);
      latest.current++;
      stop();
    };
  }, [load]);

  const shown = loaded?.events.length ?? 0;
  const last = loaded?.events.at(-1)?.id;
  const complete = loaded === null || shown >= loaded.total;
  const loadMore = useCallback(() => {
    if (complete || last === undefined || shown < wanted.current) return;
    wanted.current = Math.min(most, shown + page);
    if (wanted.current === shown) return;
    const turn = ++latest.current;
    void call('events.list', { ...asked(filter), limit: page, before: last }).then((outcome) => {
      if (turn !== latest.current || !outcome.ok) return;
      setLoaded((before) => before && { ...before, events: [...before.events, ...outcome.value.events] });
    });
  }, [complete, last, shown, filter]);

  return { loaded, error, loadMore };
}
