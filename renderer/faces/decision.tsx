import { IconCircleCheck, IconCircleDashed, IconCircleX, IconHelpCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

export type DecisionState = 'accepted' | 'unknown' | 'rejected' | 'deciding';

const icons = {
  accepted: IconCircleCheck,
  unknown: IconHelpCircle,
  rejected: IconCircleX,
  deciding: IconCircleDashed,
} as const;

/** A decision as icon, colour and word: never by colour alone. `name` takes the word's place where the face has one. */
export function Decision({
  state,
  name,
  size = 18,
}: {
  state: DecisionState;
  name?: string | undefined;
  size?: number;
}) {
  const { t } = useTranslation('faces');
  const Icon = icons[state];
  return (
    <span className="decision" data-state={state}>
      <Icon size={size} stroke={2} aria-hidden />
      {name ?? t(state)}
    </span>
  );
}
