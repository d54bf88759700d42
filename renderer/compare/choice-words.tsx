import { useTranslation } from 'react-i18next';
import type { ComparisonChoice } from '../../main/contract/compare.ts';
import { shortNumber } from '../charts/digits.ts';
import { useTrainWords } from '../train/words.ts';
import { useFormats } from './words.ts';

/** A choice in a few lines: on whom, with what, how it is asked. `modelId`: the frozen network, where it is known. */
export function ChoiceWords({ choice, modelId }: { choice: ComparisonChoice; modelId: string | null }) {
  const { t } = useTranslation(['compareRun', 'compare']);
  const word = useTrainWords();
  const { rate } = useFormats();
  const { scenario, data, people, pictures, backbone, training, target, targetFpir, seeds, sizes } = choice;
  const { loss, miner } = training.metric;
  const source =
    data.source === 'synthetic'
      ? `${t('compare:source_synthetic')}, ${t(`compare:difficulty_${data.difficulty}`)}`
      : data.source === 'folder'
        ? `${t('compare:source_folder')} · ${data.path}`
        : t('compare:source_people');
  const rows: readonly (readonly [string, string])[] = [
    [t('fact_data'), source],
    [t('fact_people'), t(scenario === 'leaves' ? 'peopleWordsLeave' : 'peopleWords', people)],
    [t('fact_pictures'), t('picturesWords', pictures)],
    [
      t('fact_backbone'),
      backbone.kind === 'frozen'
        ? t('frozenWords', { model: modelId ?? t('compare:backbone_frozen') })
        : `${word.backbone(backbone.network.backbone)} · ${backbone.network.dimension} · ${backbone.network.inputSize} px`,
    ],
    [t('fact_budget'), `${t('budgetWords', { count: training.epochs })} · ${shortNumber(training.rate, 2)}`],
    ...(backbone.kind === 'frozen'
      ? []
      : [
          [
            t('fact_metric'),
            [word.loss(loss), ...(miner === undefined ? [] : [word.miner(miner)])].join(' · '),
          ] as const,
        ]),
    [t('fact_asked'), t('askedWords', { target: rate(target), fpir: rate(targetFpir) })],
    ...(scenario === 'one-by-one' ? [[t('compare:sizes'), sizes.join(', ')] as const] : []),
    [t('fact_seeds'), seeds.join(', ')],
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
