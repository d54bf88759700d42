import type { Plan, Run, trainAll } from '../../../models/experiments/normalization/runs.ts';

type Figures = Partial<Pick<Run, 'accuracy' | 'shifted' | 'losses' | 'switched'>>;

/** In the place of the trainer of the lesson on normalisation: runs as `law` would have them. */
export const madeUpRuns = (law: (plan: Plan) => Figures = () => ({})): typeof trainAll =>
  async function* (plans): AsyncGenerator<never, Run[]> {
    const mix = { means: [0.2, 0.3, 0.5], variances: [0.2, 0.3, 0.5] };
    return plans.flatMap((plan) =>
      plan.seeds.map((seed) => ({
        ...{ norm: plan.norm, batch: plan.batch, head: plan.head, seed, accuracy: 0.9, shifted: [0.5, 0.5, 0.5, 0.5] },
        ...{ losses: [2, 1.5, 1, 0.5], switched: plan.norm === 'switchable' ? [mix] : null, ...law(plan) },
      })),
    );
  };
