import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { LOSSES } from '../../models/losses/registry.ts';
import { MINERS } from '../../models/miners/registry.ts';
import { trainWords } from '../texts/train-words.ts';

export interface TrainWords {
  readonly loss: (id: string) => string;
  readonly miner: (id: string) => string;
  /** Of a loss's or miner's option. */
  readonly option: (name: string) => string;
  readonly backbone: (id: string) => string;
  readonly preset: (id: string) => string;
  readonly presetHint: (id: string) => string;
}

type Key = keyof (typeof trainWords)['en'];
const isKey = (key: string): key is Key => Object.hasOwn(trainWords.en, key);

/** The page's words for what a recipe names by id; a definition without one is called by its own title. */
export function useTrainWords(): TrainWords {
  const { t } = useTranslation('trainWords');
  return useMemo(() => {
    const say = (key: string, otherwise: string): string => (isKey(key) ? t(key) : otherwise);
    return {
      loss: (id) => say(`loss_${id}`, LOSSES.has(id) ? LOSSES.get(id).title : id),
      miner: (id) => say(`miner_${id}`, MINERS.has(id) ? MINERS.get(id).title : id),
      option: (name) => say(`option_${name}`, name),
      preset: (id) => say(`preset_${id}`, id),
      presetHint: (id) => say(`presetHint_${id}`, ''),
      backbone: (id) => say(`backbone_${id}`, id),
    };
  }, [t]);
}
