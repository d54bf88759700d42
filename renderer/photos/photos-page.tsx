import { Button, FileButton, Group, Progress, Stack, Text, Title } from '@mantine/core';
import { IconFolder, IconPhoto, IconPhotoDown } from '@tabler/icons-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { May } from '../session/may.tsx';
import { EnrolForm } from './enrol-form.tsx';
import { PhotoResult } from './photo-result.tsx';
import './photos.css';
import { takePhotos, usePhotos } from './photos-in-hand.ts';
import { useIdentified } from './use-identified.ts';

/** Photos in hand: who is in them, and enrolling the one person they show. */
export default function PhotosPage() {
  const { t } = useTranslation('photos');
  const { photos, leftOut } = usePhotos();
  const { results, running, stop } = useIdentified(photos);
  const done = photos.filter(({ id }) => results.has(id)).length;
  return (
    <div className="page-body">
      <Group justify="space-between" align="flex-end">
        <div>
          <Title order={1}>{t('title')}</Title>
          <Text className="quiet">{t('lead')}</Text>
        </div>
        <Choosers />
      </Group>
      {leftOut > 0 && (
        <Text role="status" mt="sm">
          {t('onlyImages', { count: leftOut })}
        </Text>
      )}
      {photos.length === 0 ? (
        <Stack align="center" className="photos-empty">
          <IconPhotoDown size={48} stroke={1.2} aria-hidden />
          <Title order={2}>{t('empty')}</Title>
          <Text className="quiet">{t('drop')}</Text>
        </Stack>
      ) : (
        <Stack mt="lg">
          <May call="enrol.fromImages">
            <EnrolForm photos={photos} />
          </May>
          {running && photos.length > 1 && (
            <Group wrap="nowrap">
              <Progress value={(done / photos.length) * 100} flex={1} aria-label={t('looking')} />
              <Text size="sm">{t('progress', { done, total: photos.length })}</Text>
              <Button size="compact-sm" variant="default" onClick={stop}>
                {t('stop')}
              </Button>
            </Group>
          )}
          {photos.map((photo) => (
            <PhotoResult key={photo.id} photo={photo} outcome={results.get(photo.id) ?? null} />
          ))}
        </Stack>
      )}
    </div>
  );
}

function Choosers() {
  const { t } = useTranslation('photos');
  const { photos } = usePhotos();
  const folder = useRef<HTMLInputElement>(null);
  return (
    <Group gap="sm">
      <FileButton onChange={takePhotos} multiple accept="image/*,.pgm,.ppm">
        {(props) => (
          <Button {...props} leftSection={<IconPhoto size={18} aria-hidden />}>
            {t('choose')}
          </Button>
        )}
      </FileButton>
      <input
        ref={(element) => {
          folder.current = element;
          element?.setAttribute('webkitdirectory', '');
        }}
        type="file"
        multiple
        hidden
        data-folder
        onChange={(event) => {
          takePhotos([...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = '';
        }}
      />
      <Button
        variant="default"
        leftSection={<IconFolder size={18} aria-hidden />}
        onClick={() => folder.current?.click()}
      >
        {t('chooseFolder')}
      </Button>
      {photos.length > 0 && (
        <Button variant="default" onClick={() => takePhotos([])}>
          {t('clear')}
        </Button>
      )}
    </Group>
  );
}
