import { useCallback, useEffect, useRef, useState } from 'react';
import type { CallError } from '../../main/contract/errors.ts';
import type { CallInput, CallName, CallOutput } from '../../main/contract/index.ts';
import { call, subscribe } from './host.ts';

export interface Asked<T> {
  /** The last answer; it stays while a newer one is on its way. */
  readonly value: T | null;
  readonly error: CallError | null;
  readonly refresh: () => void;
}

/**
 * The answer of a call, asked again when one of `topics` is told and when the connection comes back.
 * `input` may be made anew at each render: it is compared by its JSON.
 */
export function useHost<N extends CallName>(
  name: N,
  input: CallInput<N>,
  topics: readonly string[] = [],
): Asked<CallOutput<N>> {
  const [answer, setAnswer] = useState<{ value: CallOutput<N> | null; error: CallError | null }>({
    value: null,
    error: null,
  });
  const inputText = JSON.stringify(input);
  const topicsText = topics.join(' ');
  const latest = useRef(0);

  const refresh = useCallback(() => {
    const turn = ++latest.current;
    void call(name, JSON.parse(inputText) as CallInput<N>).then((outcome) => {
      if (turn !== latest.current) return; // a newer question was asked meanwhile
      setAnswer((before) =>
        outcome.ok ? { value: outcome.value, error: null } : { value: before.value, error: outcome.error },
      );
    });
  }, [name, inputText]);

  useEffect(() => {
    refresh();
    const wanted = new Set(topicsText.split(' '));
    const stop = subscribe((topic, value) => {
      if (wanted.has(topic) || (topic === 'connection' && value === true)) refresh();
    });
    return () => {
      latest.current++;
      stop();
    };
  }, [refresh, topicsText]);

  return { ...answer, refresh };
}
