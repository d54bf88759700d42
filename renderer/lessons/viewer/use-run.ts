import { startTransition, useEffect, useRef, useState } from 'react';
import type { CallError } from '../../../main/contract/errors.ts';
import type { NamedFile } from '../../../models/runtime/tfjs-files.ts';
import { call } from '../../host/host.ts';
import { runJob } from '../../shell/jobs.ts';
import { type Look, NetworkRunner, type Run, type Step, type Times } from './network-runner.ts';

interface Told {
  readonly run: Run | null;
  readonly trouble: CallError | null;
  readonly times: Times | null;
  readonly measuring: Step | null;
  readonly working: boolean;
  /** Counts runs: a live picture waits for the one before. */
  readonly count: number;
}

export interface Running extends Told {
  readonly measure: (runs: number, title: string) => void;
  readonly cancel: () => void;
}

const nothing: Told = { run: null, trouble: null, times: null, measuring: null, working: false, count: 0 };

/** Has a network run on a picture, in the engine: anew for each picture or layer. What it tells is of these files, never of those before. */
export function useRun(files: readonly NamedFile[] | null, look: Look | null): Running {
  const [state, setState] = useState<Told & { readonly of: typeof files }>({ ...nothing, of: null });
  const runner = useRef<NetworkRunner | null>(null);
  const measurement = useRef<AbortController | null>(null);

  useEffect(() => {
    setState({ ...nothing, of: files });
    if (files === null) return;
    // Drawn in the time that is left between two frames: a key held down, or a camera, brings many.
    const tell = (part: (before: Told) => Partial<Told>): void =>
      startTransition(() => setState((before) => ({ ...before, ...part(before) })));
    const own = new NetworkRunner(files, call, {
      onWorking: (working) => tell(() => ({ working })),
      onRun: (outcome) =>
        tell(({ count }) => ({
          run: outcome.ok ? outcome.value : null,
          trouble: outcome.ok ? null : outcome.error,
          count: count + 1,
        })),
    });
    runner.current = own;
    return () => {
      own.close();
      runner.current = null;
    };
  }, [files]);
  useEffect(() => {
    if (look !== null && files !== null) runner.current?.want(look);
  }, [files, look]);

  const told = state.of === files ? state : nothing;
  const measure = (runs: number, title: string): void => {
    const own = runner.current;
    if (own === null || look === null || told.measuring !== null) return;
    const ends = new AbortController();
    measurement.current = ends;
    setState((before) => ({ ...before, measuring: { done: 0, total: 1 } }));
    void runJob(title, async (signal, report) => {
      const outcome = await own.time(look, runs, AbortSignal.any([signal, ends.signal]), (step) => {
        report(step.done, step.total);
        if (runner.current === own) setState((before) => ({ ...before, measuring: step }));
      });
      if (runner.current !== own) return;
      setState((before) => ({
        ...before,
        measuring: null,
        times: outcome.ok ? outcome.value : before.times,
        trouble: outcome.ok || outcome.error.code === 'CANCELLED' ? before.trouble : outcome.error,
      }));
    });
  };
  return { ...told, measure, cancel: () => measurement.current?.abort() };
}
