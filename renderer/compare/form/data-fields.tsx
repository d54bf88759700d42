import { NativeSelect, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ComparisonChoice } from '../../../main/contract/compare.ts';
import { PeopleEnrolled } from '../../fields/people-enrolled.tsx';
import { PlaceField } from '../../fields/place-field.tsx';

type Data = ComparisonChoice['data'];

const sources = ['synthetic', 'people', 'folder'] as const;
const difficulties = ['near-frontal', 'everyday', 'benchmark'] as const;

const begun: Readonly<Record<(typeof sources)[number], Data>> = {
  synthetic: { source: 'synthetic', difficulty: 'benchmark', seed: 1 },
  people: { source: 'people' },
  folder: { source: 'folder', path: '' },
};

/** Fewer than this cannot be dealt into people to know, a newcomer and strangers so that figures say something. */
const fewPeople = 10;

interface Props {
  readonly data: Data;
  readonly onChange: (data: Data) => void;
}

/** Whose pictures. */
export function DataFields({ data, onChange }: Props) {
  const { t } = useTranslation('compare');
  return (
    <>
      <div className="field-row" data-uneven>
        <NativeSelect
          size="xs"
          label={t('data')}
          value={data.source}
          data={sources.map((value) => ({ value, label: t(`source_${value}`) }))}
          onChange={(event) => onChange(begun[event.currentTarget.value as keyof typeof begun])}
        />
        {data.source === 'synthetic' && (
          <NativeSelect
            size="xs"
            label={t('difficulty')}
            value={data.difficulty}
            data={difficulties.map((value) => ({ value, label: t(`difficulty_${value}`) }))}
            onChange={(event) =>
              onChange({ ...data, difficulty: event.currentTarget.value as (typeof difficulties)[number] })
            }
          />
        )}
      </div>
      {data.source === 'folder' && (
        <PlaceField
          label={t('folder')}
          placeholder={t('pathHint')}
          value={data.path}
          onChange={(path) => onChange({ ...data, path })}
        />
      )}
      <Text size="xs" className="quiet">
        {t(`sourceHint_${data.source}`)}
      </Text>
      {data.source === 'people' && (
        <PeopleEnrolled words={(count) => t('enrolledPeople', { count })} least={fewPeople} tooFew={t('enrolledFew')} />
      )}
    </>
  );
}
