import { IconDoor, IconDoorEnter, IconDoorOff, IconLock, IconPlugConnectedX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { DoorState } from '../../main/contract/access-decision.ts';

const icons = {
  open: IconDoorEnter,
  opening: IconDoor,
  shut: IconLock,
  unanswered: IconPlugConnectedX,
  inactive: IconDoorOff,
} as const;

/** What a door does now, as icon, colour and word. */
export function DoorSign({ state, large = false }: { state: DoorState; large?: boolean }) {
  const { t } = useTranslation('access');
  const Sign = icons[state];
  return (
    <span className="door-sign" data-state={state} data-large={large || undefined}>
      <Sign size={large ? 40 : 18} stroke={large ? 1.5 : 2} aria-hidden />
      {t(`state_${state}`)}
    </span>
  );
}
