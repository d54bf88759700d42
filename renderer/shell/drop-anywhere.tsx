import { Group, Stack, Text } from '@mantine/core';
import { Dropzone } from '@mantine/dropzone';
import { IconPhotoDown } from '@tabler/icons-react';
import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { takePhotos } from '../photos/photos-in-hand.ts';
import { areModel, takeModel } from '../settings/import/model-in-hand.ts';
import { dropTaker, dropTakerOfNetworks, onDropTaker } from './drop-taker.ts';

const isNetwork = ({ name }: File): boolean => /\.(onnx|json|bin)$/i.test(name);
const isPicture = ({ name, type }: File): boolean =>
  type.startsWith('image/') || /\.(jpe?g|png|webp|gif|tiff?|bmp|heic|heif|avif|p[gp]m)$/i.test(name);

/** Photos or folders dropped anywhere on the window are opened in Photos, or taken by the page that asked for them; a network opens in Settings. */
export function DropAnywhere() {
  const { t } = useTranslation();
  const [, go] = useLocation();
  const forPage = useSyncExternalStore(onDropTaker, dropTaker) !== null;
  const take = (files: readonly File[]): void => {
    const looker = dropTakerOfNetworks();
    // Where networks are looked into, what is no picture is one, of a kind that is not read here maybe: the page says so.
    if (looker !== null && (files.some(isNetwork) || !files.some(isPicture))) {
      looker(files);
      return;
    }
    if (areModel(files)) {
      void takeModel(files);
      go('/settings');
      return;
    }
    const taker = dropTaker();
    if (taker !== null) taker(files);
    else {
      takePhotos(files);
      go('/photos');
    }
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
          <Text size="xl">{t(forPage ? 'dropForPage' : 'dropHere')}</Text>
          <Text className="quiet">{t(forPage ? 'dropForPageHint' : 'dropHint')}</Text>
        </Stack>
      </Group>
    </Dropzone.FullScreen>
  );
}
