import { Slider, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Turn } from './in-space.ts';

interface Props {
  readonly turn: Turn;
  readonly onTurn: (turn: Turn) => void;
}

/** Turns a picture of three dimensions without a pointer: two sliders, that the arrow keys move. Nothing turns by itself. */
export function TurnControl({ turn, onTurn }: Props) {
  const { t } = useTranslation('trainRun');
  const common = { size: 'xs', step: 5, label: (value: number) => `${Math.round(value)}°` } as const;
  return (
    <div className="turn-control">
      <Text size="xs" className="quiet" aria-hidden>
        {t('turn')}
      </Text>
      <Slider
        {...common}
        thumbLabel={t('turn')}
        min={-180}
        max={180}
        value={turn.yaw}
        onChange={(yaw) => onTurn({ ...turn, yaw })}
      />
      <Text size="xs" className="quiet" aria-hidden>
        {t('tilt')}
      </Text>
      <Slider
        {...common}
        thumbLabel={t('tilt')}
        min={-90}
        max={90}
        value={turn.pitch}
        onChange={(pitch) => onTurn({ ...turn, pitch })}
      />
    </div>
  );
}
