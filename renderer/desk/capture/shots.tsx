import { UnstyledButton } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { shotsWanted } from '../../../models/quality/varied-shots.ts';
import type { Shot } from './use-capture.ts';

/** The pictures so far, each of which can be dropped, and the places still empty. */
export function Shots({ shots, onDrop }: { shots: readonly Shot[]; onDrop: (id: string) => void }) {
  const { t } = useTranslation('capture');
  return (
    <ol className="shots">
      {Array.from({ length: shotsWanted }, (_, place) => {
        const shot = shots[place];
        return (
          <li key={shot?.id ?? `empty-${place}`}>
            {shot !== undefined && (
              <UnstyledButton aria-label={t('shot', { number: place + 1 })} onClick={() => onDrop(shot.id)}>
                <img src={shot.url} alt="" />
                <IconX size={18} aria-hidden />
              </UnstyledButton>
            )}
          </li>
        );
      })}
    </ol>
  );
}
