import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { TrainingData, TrainingRecipe } from '../../../main/contract/recipe.ts';
import { NumberField } from '../../fields/number-field.tsx';
import { PeopleEnrolled } from '../../fields/people-enrolled.tsx';
import { PlaceField } from '../../fields/place-field.tsx';

const sources = ['synthetic', 'people', 'folder', 'list'] as const;
const difficulties = ['near-frontal', 'everyday', 'benchmark'] as const;

const begun: Readonly<Record<(typeof sources)[number], TrainingData>> = {
  synthetic: { source: 'synthetic', people: 600, pictures: 20, difficulty: 'benchmark', seed: 1 },
  people: { source: 'people' },
  folder: { source: 'folder', path: '' },
  list: { source: 'list', path: '' },
};

/** Fewer people than this teach a network little. */
const fewPeople = 30;

interface Props {
  readonly data: TrainingData;
  readonly onChange: (data: TrainingRecipe['data']) => void;
}

/** Whose pictures one trains on. */
export function DataFields({ data, onChange }: Props) {
  const { t } = useTranslation('train');
  return (
    <>
      <NativeSelect
        size="xs"
        label={t('data')}
        description={t(`sourceHint_${data.source}`)}
        value={data.source}
        data={sources.map((value) => ({ value, label: t(`source_${value}`) }))}
        onChange={(event) => onChange(begun[event.currentTarget.value as keyof typeof begun])}
      />
      {data.source === 'synthetic' && (
        <div className="field-row" data-wide-last>
          <NumberField
            label={t('people')}
            value={data.people}
            low={3}
            high={20_000}
            step={50}
            whole
            onChange={(people) => onChange({ ...data, people })}
          />
          <NumberField
            label={t('picturesEach')}
            value={data.pictures}
            low={2}
            high={200}
            whole
            onChange={(pictures) => onChange({ ...data, pictures })}
          />
          <NativeSelect
            size="xs"
            label={t('difficulty')}
            value={data.difficulty}
            data={difficulties.map((value) => ({ value, label: t(`difficulty_${value}`) }))}
            onChange={(event) =>
              onChange({ ...data, difficulty: event.currentTarget.value as (typeof difficulties)[number] })
            }
          />
        </div>
      )}
      {data.source === 'people' && (
        <PeopleEnrolled words={(count) => t('enrolledPeople', { count })} least={fewPeople} tooFew={t('enrolledFew')} />
      )}
      {(data.source === 'folder' || data.source === 'list') && (
        <>
          <PlaceField
            label={t(`path_${data.source}`)}
            placeholder={t('pathHint')}
            value={data.path}
            onChange={(path) => onChange({ ...data, path })}
          />
          <NumberField
            label={t('leastPictures')}
            value={data.leastPictures ?? 2}
            low={2}
            high={100}
            whole
            onChange={(leastPictures) => onChange({ ...data, leastPictures })}
          />
        </>
      )}
    </>
  );
}
