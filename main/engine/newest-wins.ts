/**
 * Back-pressure for a live camera: one frame in flight; of those that arrive meanwhile only the newest is kept, and a
 * frame that was overtaken resolves to null. Nothing queues, so the picture never lags behind the face.
 */
export function newestWins<I, O>(work: (input: I) => Promise<O>): (input: I) => Promise<O | null> {
  let waiting: { input: I; resolve: (value: O | null) => void; reject: (reason: unknown) => void } | null = null;
  let busy = false;

  const run = async (job: NonNullable<typeof waiting>): Promise<void> => {
    busy = true;
    try {
      job.resolve(await work(job.input));
    } catch (error) {
      job.reject(error);
    } finally {
      busy = false;
      const next = waiting;
      waiting = null;
      if (next !== null) void run(next);
    }
  };

  return (input) =>
    new Promise((resolve, reject) => {
      const job = { input, resolve, reject };
      if (!busy) void run(job);
      else {
        waiting?.resolve(null);
        waiting = job;
      }
    });
}
