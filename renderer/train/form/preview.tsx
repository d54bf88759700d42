import { Alert, Loader, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { TrainingRecipe } from '../../../main/contract/recipe.ts';
import { Mark } from '../../charts/points.tsx';
import { addressOf } from '../../faces/fetched-pictures.ts';
import { errorText } from '../../texts/error-text.ts';
import { usePreview } from './use-preview.ts';

const pictures = 40;

/** A grid of what the network really sees: at its size, altered as it will be, and how many there are of whom. */
export function PreviewGrid({ recipe }: { recipe: TrainingRecipe }) {
  const { t } = useTranslation('train');
  const { value, error, busy } = usePreview(recipe, pictures);
  const shown = useMemo(() => {
    const groups = new Map<number, number>();
    return (value?.pictures ?? []).map(({ jpeg, label, name }) => {
      if (!groups.has(label)) groups.set(label, groups.size);
      return { src: addressOf(jpeg), group: groups.get(label)!, name: name ?? t('personNumber', { number: label }) };
    });
  }, [value, t]);
  return (
    <section className="card preview" aria-label={t('preview')} aria-busy={busy}>
      <div className="preview-head">
        <div>
          <h2>{t('preview')}</h2>
          <Text size="sm" className="quiet">
            {t('previewHint', { size: recipe.network.inputSize })}
          </Text>
        </div>
        {busy && <Loader size="xs" aria-label={t('previewBusy')} />}
      </div>
      {error !== null && (
        <Alert color="orange" icon={<IconAlertTriangle />} role="alert">
          {errorText(error)}
        </Alert>
      )}
      {value !== null && (
        <ul className="preview-grid" data-busy={busy || undefined}>
          {shown.map(({ src, group, name }, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: pictures are their places in the grid
            <li key={i}>
              <img src={src} alt={name} />
              <Mark group={group} />
            </li>
          ))}
        </ul>
      )}
      {value !== null && (
        <dl className="splits" aria-label={t('split')}>
          {(['train', 'validation', 'test'] as const).map((part) => (
            <div key={part}>
              <dt>{t(`part_${part}`)}</dt>
              <dd>{t('partCount', { people: value.counts[part].people, pictures: value.counts[part].pictures })}</dd>
            </div>
          ))}
        </dl>
      )}
      {value !== null && value.skipped.length > 0 && (
        <Text size="sm" className="quiet">
          {t('skipped', { count: value.skipped.length })}
        </Text>
      )}
    </section>
  );
}
