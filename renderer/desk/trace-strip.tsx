import { Popover, Table, Text, UnstyledButton } from '@mantine/core';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { type FrameTimes, stages } from './frame-times.ts';

/** One thin line of milliseconds; pressed, the way of a frame stage by stage. */
export const TraceStrip = memo(function TraceStrip({ times }: { times: FrameTimes }) {
  const { t } = useTranslation('desk');
  const figure = (value: number): string => (value < 10 ? value.toFixed(1) : value.toFixed(0));
  return (
    <Popover position="top-start" withArrow>
      <Popover.Target>
        <UnstyledButton className="strip" title={t('trace')} data-overlay-ms={times.overlay.toFixed(1)}>
          {(['detect', 'landmarks', 'embed', 'search', 'total'] as const).map((stage) => (
            <span key={stage}>
              {t(stage)} <b>{figure(times.stages[stage])}</b>
            </span>
          ))}
          <span>
            {t('overlay')} <b>{t('ms', { ms: figure(times.overlay) })}</b>
          </span>
          <span>
            <b>{times.perSecond.toFixed(0)}</b> {t('perSecond')}
          </span>
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        <Text fw={600}>{t('traceTitle')}</Text>
        <Table aria-label={t('traceTitle')}>
          <Table.Tbody>
            {stages.map((stage) => (
              <Table.Tr key={stage}>
                <Table.Th scope="row">{t(stage)}</Table.Th>
                <Table.Td ta="right">{times.stages[stage].toFixed(2)}</Table.Td>
              </Table.Tr>
            ))}
            <Table.Tr>
              <Table.Th scope="row">{t('overlay')}</Table.Th>
              <Table.Td ta="right">{times.overlay.toFixed(1)}</Table.Td>
            </Table.Tr>
          </Table.Tbody>
        </Table>
        <Text size="sm" className="quiet">
          {t('traceHint', { count: times.count, compared: times.compared })}
        </Text>
      </Popover.Dropdown>
    </Popover>
  );
});
