import { useCallback, useEffect, useRef, useState } from 'react';
import type { ComparedPerson, Probe, ProbeRole } from '../../../main/contract/compare.ts';
import type { CallError } from '../../../main/contract/errors.ts';
import { call } from '../../host/host.ts';

export interface ProbeFilter {
  /** Null: the first that is done. */
  readonly seed: number | null;
  readonly role: ProbeRole | 'all';
  /** Only those that this one got wrong. */
  readonly wrong: 'all' | 'softmax' | 'metric';
}

export interface Probes {
  /** Null before the first answer. */
  readonly probes: readonly Probe[] | null;
  readonly people: readonly ComparedPerson[];
  readonly total: number;
  readonly error: CallError | null;
  readonly more: () => void;
}

/** Asked for at once: two rows of a wide window. */
const page = 12;

const recognisers = { softmax: 'softmax-max-probability', metric: 'metric' } as const;

/** Pictures of a seed that is done, and for whom they were taken: the first few, and more when asked. */
export function useProbes(comparisonId: string, filter: ProbeFilter & { readonly seed: number }): Probes {
  const { seed, role, wrong } = filter;
  const [state, setState] = useState<Omit<Probes, 'more'>>({ probes: null, people: [], total: 0, error: null });
  const turn = useRef(0);
  const ask = useCallback(
    (from: number, before: readonly Probe[]) => {
      const mine = ++turn.current;
      const input = {
        comparisonId,
        seed,
        from,
        count: from === 0 ? page : 4 * page,
        ...(role === 'all' ? {} : { role }),
        ...(wrong === 'all' ? {} : { wrongBy: recognisers[wrong] }),
      };
      void call('compare.probes', input).then((outcome) => {
        if (mine !== turn.current) return;
        if (!outcome.ok) return setState({ probes: null, people: [], total: 0, error: outcome.error });
        const { probes, people, total } = outcome.value;
        setState({ probes: [...before, ...probes], people, total, error: null });
      });
    },
    [comparisonId, seed, role, wrong],
  );
  useEffect(() => {
    ask(0, []);
    return () => {
      turn.current++;
    };
  }, [ask]);
  const shown = state.probes ?? [];
  return { ...state, more: () => ask(shown.length, shown) };
}
