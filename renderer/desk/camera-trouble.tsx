import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { IconCameraOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Camera } from './use-camera.ts';

/** Where the picture would be: what is wrong, and every way on. Without `samples` there is no sample camera: nobody before a locked Desk may choose it. */
export function CameraTrouble({ camera, samples = true }: { camera: Camera; samples?: boolean }) {
  const { t } = useTranslation('camera');
  const { state, choose, retry } = camera;
  if (state.kind === 'starting') return <Text c="gray.4">{t('starting')}</Text>;
  const words = {
    off: [t('offTitle'), t('offText')],
    denied: [t('deniedTitle'), t('deniedText')],
    none: [t('noneTitle'), t(samples ? 'noneText' : 'noneLocked')],
    busy: [t('busyTitle'), t('busyText')],
    ended: [t('endedTitle'), t('endedText')],
    failed: [t('failedTitle'), t('failedText')],
    noSamples: [t('noneTitle'), t('noSamples')],
  } as const;
  const [title, text] = words[state.kind === 'trouble' ? state.trouble : 'off'];
  return (
    <Stack align="center" gap="md" className="camera-trouble" role="status">
      <IconCameraOff size={48} stroke={1.2} aria-hidden />
      <Title order={2}>{title}</Title>
      <Text ta="center" maw={460}>
        {text}
      </Text>
      <Group>
        {state.kind === 'trouble' && state.trouble !== 'noSamples' ? (
          <Button onClick={retry}>{t('retry')}</Button>
        ) : (
          <Button onClick={() => choose('any')}>{t('start')}</Button>
        )}
        {samples && !(state.kind === 'trouble' && state.trouble === 'noSamples') && (
          <Button variant="default" onClick={() => choose('sample')}>
            {t('useSample')}
          </Button>
        )}
      </Group>
    </Stack>
  );
}
