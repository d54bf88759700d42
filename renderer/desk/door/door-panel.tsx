import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { DoorSign } from '../../access/door-sign.tsx';
import { useReasons } from '../../access/reasons.ts';
import { useHost } from '../../host/use-host.ts';
import '../../access/access.css';

/** The door on the screen: open or shut, large, and why, in words. */
export function DoorPanel({ doorId }: { doorId: string }) {
  const { t } = useTranslation('access');
  const reasons = useReasons();
  const { value: door } = useHost('access.doorStatus', { doorId }, ['access.door', 'access.changed', 'event']);
  if (door === null) return null;
  return (
    <section className="door-panel" data-state={door.state} aria-label={t('door')} aria-live="polite">
      <DoorSign state={door.state} large />
      {door.mode !== 'normal' && <Text fw={600}>{t(`mode_${door.mode}`)}</Text>}
      {door.inactive !== null && (door.state === 'inactive' || door.state === 'unanswered') && (
        <Text>{t(`inactive_${door.inactive}`)}</Text>
      )}
      {door.state === 'open' && door.mode === 'normal' && door.opened?.person != null && (
        <Text>{t('openFor', { name: door.opened.person.name })}</Text>
      )}
      {door.state === 'unanswered' && <Text>{t('unansweredWhy', { answer: door.answer ?? '' })}</Text>}
      {(door.state === 'shut' || door.state === 'unanswered') &&
        door.inactive === null &&
        door.decisions.length === 0 && <Text className="quiet">{t('nobodyThere')}</Text>}
      {door.state !== 'open' &&
        door.decisions.map((decision, index) => (
          <Text key={decision.person?.id ?? `stranger ${index}`}>
            <strong>{decision.person?.name ?? t('somebody')}</strong>
            {': '}
            {decision.outcome === 'open' ? t('wasLetIn') : reasons(decision)}
          </Text>
        ))}
    </section>
  );
}
