import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { LabelledPictures } from '../../../main/contract/evaluation.ts';
import { PathField } from './path-field.tsx';

interface Props {
  readonly label: string;
  readonly pictures: LabelledPictures | null;
  /** Another choice than pictures of people, shown where `pictures` is null. */
  readonly other?: 'none' | 'protocol';
  /** Where it stands among the choices. */
  readonly otherFirst?: boolean;
  readonly onChange: (pictures: LabelledPictures | null) => void;
}

/** Pictures with whose they are: a folder of people or a list. */
export function PicturesFields({ label, pictures, other, otherFirst = false, onChange }: Props) {
  const { t } = useTranslation('evaluate');
  const source = pictures?.source ?? other ?? 'folder';
  const own = ['folder', 'list'] as const;
  const choices = other === undefined ? own : otherFirst ? [other, ...own] : [...own, other];
  return (
    <>
      <NativeSelect
        size="xs"
        label={label}
        description={t(`sourceHint_${source}`)}
        value={source}
        data={choices.map((value) => ({ value, label: t(`source_${value}`) }))}
        onChange={({ currentTarget: { value } }) =>
          onChange(value === 'folder' || value === 'list' ? { source: value, path: '' } : null)
        }
      />
      {pictures !== null && (
        <PathField
          label={t(`path_${pictures.source}`)}
          value={pictures.path}
          onChange={(path) => onChange({ ...pictures, path })}
        />
      )}
      {pictures?.source === 'list' && (
        <RootField
          root={pictures.root}
          onChange={(root) => onChange({ source: 'list', path: pictures.path, ...rootOf(root) })}
        />
      )}
    </>
  );
}

/** Where a list's paths begin. */
export function RootField({ root, onChange }: { root: string | undefined; onChange: (root: string) => void }) {
  const { t } = useTranslation('evaluate');
  return <PathField label={t('root')} placeholder={t('rootHint')} value={root ?? ''} onChange={onChange} />;
}

/** No root where none is said. */
export const rootOf = (root: string | undefined): { readonly root?: string } =>
  root === undefined || root === '' ? {} : { root };
