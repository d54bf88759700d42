import { describeNetwork } from '../embed/networks/network.ts';
import { checkRecipe } from '../train/check-recipe.ts';
import { DEFAULT_RECIPE, type OptimiserChoice, type Recipe } from '../train/recipe.ts';
import { RecipeError } from '../train/recipe-error.ts';
import type { ComparisonChoice } from './choice.ts';
import { ComparisonError } from './comparison-error.ts';

/** From what was learnt before one goes on with a lower rate: the full one would begin by forgetting. */
export const WARM_RATE = 0.3;

/** The rate of a head alone, where the backbone was trained with another. */
export const LAST_LAYER_RATE = 1e-2;

/** Steps over which the rate rises. */
const WARM_UP = 10;

export const optimiserFor = (rate: number): OptimiserChoice => ({
  id: 'adam',
  rate,
  schedule: { id: 'cosine', warmUp: WARM_UP },
  weightDecay: 0,
});

/**
 * The recipe of models/train by which a backbone is trained from nothing: with softmax or with the metric loss, else the same.
 * @param people to learn: a batch takes no more than there are
 */
export function recipeFor(choice: ComparisonChoice, loss: 'softmax' | 'metric', people: number, seed: number): Recipe {
  const { backbone, training } = choice;
  const { miner: _, ...plain } = DEFAULT_RECIPE;
  const { metric } = training;
  return {
    ...plain,
    network: backbone.kind === 'trained' ? backbone.network : DEFAULT_RECIPE.network,
    loss: { id: loss === 'softmax' ? 'softmax' : metric.loss },
    ...(loss === 'metric' && metric.miner !== undefined && { miner: { id: metric.miner } }),
    batch: { people: Math.min(training.batch.people, people), pictures: training.batch.pictures },
    optimiser: optimiserFor(training.rate),
    augmentation: training.augmentation,
    seed,
    budget: { steps: stepsFor(choice, people) },
  };
}

/** Steps in which everybody is seen as often as the choice says. */
export const stepsFor = ({ training: { epochs, batch } }: ComparisonChoice, people: number): number =>
  epochs * Math.ceil(people / Math.min(batch.people, people));

/**
 * What a form or a command line asks before anything is drawn.
 * @throws ComparisonError with what to change
 */
export function checkComparison(choice: ComparisonChoice): void {
  const { backbone, people, scenario, sizes, data } = choice;
  try {
    const enough = { ...choice, training: { ...choice.training, batch: { ...choice.training.batch, people: 2 } } };
    checkRecipe(recipeFor(enough, 'softmax', 2, 1));
    if (backbone.kind === 'trained') {
      checkRecipe(recipeFor(enough, 'metric', 2, 1));
      if (backbone.network.backbone === 'pretrained-projection')
        throw new ComparisonError('A backbone that is trained begins from nothing: choose cnn, separable or residual.');
      describeNetwork(backbone.network);
    }
  } catch (error) {
    if (error instanceof RecipeError || error instanceof RangeError) throw new ComparisonError(error.message);
    throw error;
  }
  if (['arrives', 'one-photo', 'look-alikes', 'bad-light', 'leaves'].includes(scenario) && people.newcomers < 1)
    throw new ComparisonError('This scenario needs a newcomer at least: somebody who joins, or who leaves.');
  if (scenario === 'stranger' && people.strangers < 2)
    throw new ComparisonError('This scenario needs two strangers at least.');
  if (scenario === 'one-by-one') {
    if (sizes.length === 0) throw new ComparisonError('One by one needs numbers of people at which to train again.');
    if (sizes.some((size, i) => size < 3 || (i > 0 && size <= sizes[i - 1]!)))
      throw new ComparisonError('The numbers of people rise, from 3 on.');
    if (sizes.at(-1)! > people.enrolled)
      throw new ComparisonError(`Up to ${sizes.at(-1)} people cannot be enrolled of ${people.enrolled}.`);
  }
  if (data.source !== 'synthetic' && choice.training.batch.people < 2)
    throw new ComparisonError('A batch takes two people at least.');
}
