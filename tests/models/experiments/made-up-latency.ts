import type { BackendId, BackendResult, Cell } from '../../../models/experiments/latency/backends.ts';
import { type FormatId, formats, type PrecisionResult } from '../../../models/experiments/latency/formats.ts';
import { piecesOf } from '../../../models/experiments/latency/workloads.ts';
import type { UnderTest } from '../../../models/experiments/latency.ts';

type Law = (backend: BackendId, piece: { readonly id: string; readonly macs: number }) => number;

/** Measurements as `law` would have them, milliseconds by backend and piece, and formats as given. */
export const madeUpLatency = (
  law: Law = (_, { id, macs }) =>
    (macs === 0 ? 0.1 : macs / 1e6) * (id.includes('after:') && !id.endsWith('none') ? 1.05 : 1),
  network: (id: FormatId) => { ms: number; fnmr: number } = () => ({ ms: 1, fnmr: 0.1 }),
): UnderTest => ({
  engine: async function* ({ backend, questions, size, runs }): AsyncGenerator<never, BackendResult> {
    const cells = piecesOf(questions, size).map(
      (piece): Cell => ({
        id: piece.id,
        macs: piece.macs,
        rounds: Array.from({ length: runs }, () => law(backend, piece)),
      }),
    );
    return { backend, problem: null, cells, refused: [] };
  },
  precision: async function* ({ runs }): AsyncGenerator<never, PrecisionResult> {
    return {
      ...{ model: 'made up', of: 'invented', people: 7, faces: 21, mated: 21, nonMated: 189 },
      formats: formats.map((id) => {
        const { ms, fnmr } = network(id);
        const rounds = Array.from({ length: runs }, () => ms);
        return { id, bytes: 100, layers: 3, rounds, cosine: 1, least: 1, fnmr, interval: null };
      }),
    };
  },
});
