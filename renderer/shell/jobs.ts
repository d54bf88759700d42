import { useSyncExternalStore } from 'react';

/** Work that takes longer than a moment. It goes on when one leaves its page, and can be stopped from the rail. */
export interface Job {
  readonly id: number | string;
  readonly title: string;
  readonly done: number;
  readonly total: number;
  readonly cancel: () => void;
  /** What ending it is called where that is not cancelling: what was done stays. */
  readonly cancelWord?: string;
  /** The page on which it is watched. */
  readonly href?: string;
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

/** Work of the host's own, which goes on without this window: all of one kind, as it stands now. */
export function showJobs(kind: string, now: readonly Omit<Job, 'id'>[]): void {
  const others = jobs.filter(({ id }) => !String(id).startsWith(`${kind} `));
  if (now.length > 0 || others.length < jobs.length)
    set([...others, ...now.map((job, i) => ({ ...job, id: `${kind} ${i}` }))]);
}

export const useJobs = (): readonly Job[] =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => jobs,
  );
