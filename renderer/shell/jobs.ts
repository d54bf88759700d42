import { useSyncExternalStore } from 'react';

/** Work that takes longer than a moment. It goes on when one leaves its page, and can be stopped from the rail. */
export interface Job {
  readonly id: number;
  readonly title: string;
  readonly done: number;
  readonly total: number;
  readonly cancel: () => void;
}

let jobs: readonly Job[] = [];
let nextId = 1;
const listeners = new Set<() => void>();
const set = (next: readonly Job[]): void => {
  jobs = next;
  for (const listener of listeners) listener();
};

/** Runs work as a job; `work` reports how far it is and looks at the signal. */
export async function runJob<T>(
  title: string,
  work: (signal: AbortSignal, report: (done: number, total: number) => void) => Promise<T>,
): Promise<T> {
  const id = nextId++;
  const abort = new AbortController();
  set([...jobs, { id, title, done: 0, total: 0, cancel: () => abort.abort() }]);
  const report = (done: number, total: number): void =>
    set(jobs.map((job) => (job.id === id ? { ...job, done, total } : job)));
  try {
    return await work(abort.signal, report);
  } finally {
    set(jobs.filter((job) => job.id !== id));
  }
}

export const useJobs = (): readonly Job[] =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => jobs,
  );
