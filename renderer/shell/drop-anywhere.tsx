import { Group, Stack, Text } from '@mantine/core';
import { Dropzone } from '@mantine/dropzone';
import { IconPhotoDown } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { takePhotos } from '../photos/photos-in-hand.ts';
import { areModel, takeModel } from '../settings/import/model-in-hand.ts';

/** Photos or folders dropped anywhere on the window are opened in Photos, a network in Settings. */
export function DropAnywhere() {
  const { t } = useTranslation();
  const [, go] = useLocation();
  const take = (files: readonly File[]): void => {
    if (areModel(files)) {
      void takeModel(files);
      go('/settings');
      return;
    }
    takePhotos(files);
    go('/photos');
  };
  return (
    // Only there for the pointer: by keyboard, photos are chosen on their page.
    <Dropzone.FullScreen
      aria-hidden
      activateOnKeyboard={false}
      onDrop={take}
      onReject={(refused) => take(refused.map(({ file }) => file))}
    >
      <Group justify="center" mih="70vh" gap="lg" className="drop-here">
        <IconPhotoDown size={56} stroke={1.2} aria-hidden />
        <Stack gap={4}>
          <Text size="xl">{t('dropHere')}</Text>
          <Text className="quiet">{t('dropHint')}</Text>
        </Stack>
      </Group>
    </Dropzone.FullScreen>
  );
}
