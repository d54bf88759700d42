import { useTranslation } from 'react-i18next';
import type { TrainingRecipe } from '../../main/contract/recipe.ts';
import { shortNumber } from '../charts/digits.ts';
import { useTrainWords } from './words.ts';

/** A recipe in a few lines: what it was trained on, with what, how. */
export function RecipeWords({ recipe }: { recipe: TrainingRecipe }) {
  const { t } = useTranslation('train');
  const word = useTrainWords();
  const { data, network, loss, optimiser, batch, budget, seed } = recipe;
  const options = Object.entries(loss.options ?? {}).map(([name, value]) => `${word.option(name)} ${value}`);
  const rows: readonly (readonly [string, string])[] = [
    [t('data'), dataWords(data, t)],
    [t('network'), `${word.backbone(network.backbone)} · ${t('dimensions', { count: network.dimension })}`],
    [t('loss'), [word.loss(loss.id), ...options].join(' · ')],
    ...(recipe.miner === undefined ? [] : [[t('miner'), word.miner(recipe.miner.id)] as const]),
    [t('batch'), t('batchWords', { people: batch.people, pictures: batch.pictures })],
    [t('optimiser'), `${optimiser.id} · ${shortNumber(optimiser.rate, 2)}`],
    [
      t('budget'),
      [
        budget.minutes === undefined ? null : t('minutesWords', { count: budget.minutes }),
        budget.epochs === undefined ? null : t('epochsWords', { count: budget.epochs }),
        budget.steps === undefined ? null : t('stepsWords', { count: budget.steps }),
      ]
        .filter((part) => part !== null)
        .join(' · '),
    ],
    [t('seed'), String(seed)],
  ];
  return (
    <dl className="facts">
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

type T = ReturnType<typeof useTranslation<'train'>>['t'];

/** Where pictures come from, in one line. */
export function dataWords(data: TrainingRecipe['data'], t: T): string {
  if (data.source === 'synthetic')
    return t('syntheticWords', {
      people: data.people,
      pictures: data.pictures,
      difficulty: t(`difficulty_${data.difficulty}`),
    });
  if (data.source === 'people') return t('source_people');
  return `${t(`source_${data.source}`)} · ${data.path}`;
}
