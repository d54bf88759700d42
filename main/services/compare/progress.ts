import type { ComparisonChoice } from '../../../models/compare/choice.ts';
import type { StageReport } from '../../../models/compare/results.ts';
import type { ComparisonProgress } from '../../contract/compare.ts';

export const notBegun: ComparisonProgress = {
  ...{ stage: 'drawing', way: null, seedIndex: 0, done: 0, total: 1, share: 0, seconds: 0 },
};

/** How far a comparison is, counted in pieces of work as they begin and end. Never goes back. */
export class ProgressCounter {
  private readonly pieces: number;
  private ended = 0;
  private piece = '';
  private share = 0;

  constructor(choice: ComparisonChoice) {
    this.pieces = 1 + choice.seeds.length * piecesOf(choice);
  }

  at({ stage, way, seedIndex, done, total }: StageReport, seconds: number): ComparisonProgress {
    // The same piece of work begins anew with its first report.
    const piece = `${stage} ${way} ${seedIndex}`;
    if (piece !== this.piece || (done === 0 && stage !== 'sizes')) this.ended++;
    this.piece = piece;
    const within = total > 0 ? Math.min(1, done / total) : 0;
    this.share = Math.max(this.share, Math.min(0.99, (this.ended - 1 + within) / this.pieces));
    return { stage, way, seedIndex, done, total, share: this.share, seconds };
  }
}

/** Of one seed: drawing, base recognisers, figures, and each training of each newcomer. */
function piecesOf({ scenario, backbone, people, sizes }: ComparisonChoice): number {
  const trained = backbone.kind === 'trained';
  const base = trained ? 2 : 1;
  const ways = { leaves: 1, stranger: 0, 'one-by-one': 0 } as Partial<Record<typeof scenario, number>>;
  const newcomers = people.newcomers * (ways[scenario] ?? (trained ? 3 : 2));
  return 2 + (scenario === 'one-by-one' ? sizes.length * (base + 3) : base + newcomers);
}
