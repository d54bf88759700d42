import type { EagerExecutor, Executor } from '../../runtime/types.ts';
import type { Progress } from '../check.ts';
import { interleaved } from '../timing/interleaved.ts';
import { type OpenWorkload, openWorkload } from '../timing/open-workload.ts';
import { type BackendId, type BackendResult, type MeasurePlan, WARM_UPS } from './backends.ts';
import { type Piece, piecesOf } from './workloads.ts';

/**
 * Times all pieces of a plan against each other on one backend. Where `rest` is given it is waited for at every sign of life: others get the
 * processor in between.
 */
export async function* measureBackend(
  backend: BackendId,
  executor: Executor | EagerExecutor,
  threads: number,
  { questions, size, runs, seed }: MeasurePlan,
  rest: () => Promise<void> = async () => {},
): AsyncGenerator<Progress, BackendResult> {
  const pieces = piecesOf(questions, size);
  const opened: { readonly piece: Piece; readonly work: OpenWorkload }[] = [];
  const refused: string[] = [];
  try {
    for (const [i, piece] of pieces.entries()) {
      try {
        const work = await openWorkload(piece.workload, seed, executor, threads);
        opened.push({ piece, work });
        // Some refuse only when they run.
        await work.run();
      } catch {
        refused.push(piece.id);
        const last = opened.at(-1);
        if (last?.piece === piece) await opened.pop()!.work.release();
      }
      await rest();
      yield { done: (0.1 * (i + 1)) / pieces.length, total: 1 };
    }
    const subjects = opened.map(({ piece, work }) => ({ id: piece.id, run: () => work.run() }));
    const timing = interleaved(subjects, { runs, warmUps: WARM_UPS, seed });
    for (;;) {
      const next = await timing.next();
      if (next.done === true) {
        const cells = opened.map(({ piece: { id, macs } }) => ({
          ...{ id, macs },
          rounds: next.value.get(id)!.map((ms) => Number(ms.toPrecision(4))),
        }));
        return { backend, problem: null, cells, refused };
      }
      await rest();
      yield { done: 0.1 + (0.9 * next.value.done) / Math.max(1, next.value.total), total: 1 };
    }
  } finally {
    for (const { work } of opened) await work.release().catch(() => undefined);
  }
}
