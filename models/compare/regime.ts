import { freshHead } from '../classify/fresh-head.ts';
import type { Head } from '../classify/head.ts';
import type { PictureSource } from '../train/picture-source.ts';
import type { NetworkVectors } from '../train/step-program.ts';
import type { ComparisonChoice } from './choice.ts';
import { HeadLearner } from './head-learner.ts';
import type { Learner, Learnt, Running } from './learner.ts';
import { closeWorkbench, NetworkLearner, openWorkbench } from './network-learner.ts';
import { LAST_LAYER_RATE, optimiserFor, recipeFor, WARM_RATE } from './recipes.ts';
import type { Roster } from './roster.ts';
import { type EmbedPictures, FrozenSpace, type Space } from './space.ts';

/** How the two recognisers are made and changed, with a backbone that is trained or one that is not. */
export interface Regime {
  /** Numbers that training changes, for a number of people. */
  parameters(people: number): { readonly softmax: number; readonly metric: number };
  /** Softmax from nothing. */
  softmax(roster: Roster, seed: number): Promise<Learner>;
  /** Everything goes on from what was learnt; `head` has the new shape. */
  warm(roster: Roster, from: Learnt, head: Head, seed: number): Promise<Learner>;
  /** The head alone goes on; null where that is all there is to train (then it is what `warm` does). */
  lastLayer(roster: Roster, from: Learnt, head: Head, seed: number): Promise<Learner> | null;
  /** The metric recogniser from nothing; null where its space is there already. */
  metric(roster: Roster, seed: number): Promise<Learner> | null;
  /** The space that is there already, if one is. */
  readonly space: Space | null;
  /** Highest rates of `softmax`, `warm` and `lastLayer`. */
  readonly rates: Readonly<{ full: number; warm: number; lastLayer: number }>;
  /** Computes what will be needed of pictures before anything is timed. Yields how many are done. */
  prepare(pictures: Int32Array): AsyncGenerator<number, void, void>;
  /** Milliseconds from pictures to features, anew. */
  timeFeatures(space: Space, pictures: Int32Array): Promise<number>;
  release(): Promise<void>;
}

/** The backbone is trained: from nothing, with softmax and with the metric loss, on the same pictures. */
export async function trainedRegime(
  choice: ComparisonChoice,
  source: PictureSource,
  running: Running,
): Promise<Regime> {
  if (choice.backbone.kind !== 'trained') throw new Error('compare: the backbone is not to be trained');
  const { network } = choice.backbone;
  const bench = await openWorkbench(network, source, choice.training.augmentation, running);
  const { rate } = choice.training;
  const rates = { full: rate, warm: rate * WARM_RATE, lastLayer: LAST_LAYER_RATE };
  const open = (
    loss: 'softmax' | 'metric',
    roster: Roster,
    seed: number,
    from?: { vectors: NetworkVectors; head: Head },
  ) =>
    NetworkLearner.open(
      bench,
      { recipe: recipeFor(choice, loss, roster.labels.length, seed), roster, ...(from && { from }) },
      running,
    );
  return {
    parameters: (people) => ({
      softmax: bench.parameters + people * (network.dimension + 1),
      metric: bench.parameters,
    }),
    space: null,
    rates,
    softmax: (roster, seed) => open('softmax', roster, seed),
    metric: (roster, seed) => open('metric', roster, seed),
    warm: (roster, from, head, seed) => open('softmax', roster, seed, { vectors: from.vectors!, head }),
    lastLayer: (roster, from, initial, seed) =>
      HeadLearner.open(
        {
          ...{ space: from.space, roster, initial, seed },
          batch: recipeFor(choice, 'softmax', roster.labels.length, seed).batch,
          optimiser: optimiserFor(rates.lastLayer),
        },
        running,
      ),
    async *prepare() {},
    async timeFeatures(space, pictures) {
      const begun = running.now();
      await space.features(pictures);
      return running.now() - begun;
    },
    release: () => closeWorkbench(bench),
  };
}

/** The backbone is a network that is there already: softmax learns a head over it, and nothing is trained for the gallery. */
export function frozenRegime(
  choice: ComparisonChoice,
  source: PictureSource,
  { embed, dimension }: Readonly<{ embed: EmbedPictures; dimension: number }>,
  running: Running,
): Regime {
  const space = new FrozenSpace((index) => source.picture(index), embed, dimension);
  const { rate } = choice.training;
  const rates = { full: rate, warm: rate * WARM_RATE, lastLayer: rate * WARM_RATE };
  const open = (roster: Roster, initial: Head, seed: number, highest: number) =>
    HeadLearner.open(
      {
        ...{ space, roster, initial, seed },
        batch: recipeFor(choice, 'softmax', roster.labels.length, seed).batch,
        optimiser: optimiserFor(highest),
      },
      running,
    );
  return {
    parameters: (people) => ({ softmax: people * (dimension + 1), metric: 0 }),
    space,
    rates,
    softmax: (roster, seed) => open(roster, freshHead(roster.labels.length, dimension, seed), seed, rates.full),
    warm: (roster, _from, head, seed) => open(roster, head, seed, rates.warm),
    lastLayer: () => null,
    metric: () => null,
    prepare: (pictures) => space.prepare(pictures),
    async timeFeatures(_space, pictures) {
      space.forget(pictures);
      const begun = running.now();
      await space.features(pictures);
      return running.now() - begun;
    },
    release: async () => {},
  };
}
