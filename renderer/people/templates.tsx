import { ActionIcon, Button, Group, Modal, Text, Title, Tooltip } from '@mantine/core';
import { IconPhotoOff, IconTrash } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../host/host.ts';
import { useSettings } from '../host/settings.tsx';
import { When } from '../lists/when.tsx';
import { May } from '../session/may.tsx';
import { notify, notifyProblem } from '../shell/notify.ts';
import { type Picture, picturesOf } from './pictures.ts';
import type { ShownPerson } from './shown.ts';

/** The pictures a person is recognised by, each with its quality and the models that made a template of it. */
export function Templates({ person }: { person: ShownPerson }) {
  const { t } = useTranslation('people');
  const pictures = picturesOf(person.templateList);
  return (
    <section className="card" aria-label={t('pictures')}>
      <div>
        <Title order={2}>{t('pictures')}</Title>
        <Text className="quiet" size="sm">
          {t('picturesHint')}
        </Text>
      </div>
      <ul className="pictures">
        {pictures.map((picture, index) => (
          <PictureCard key={picture.templateId} person={person} picture={picture} number={index + 1} />
        ))}
      </ul>
    </section>
  );
}

function PictureCard({ person, picture, number }: { person: ShownPerson; picture: Picture; number: number }) {
  const { t } = useTranslation('people');
  const { settings } = useSettings();
  const [asking, setAsking] = useState(false);
  const url = usePng(picture.crop);
  const origins: Record<string, string> = { photo: t('photo'), camera: t('camera'), video: t('video') };
  return (
    <li className="picture">
      <div className="picture-face">
        {url === null ? <IconPhotoOff size={32} stroke={1.2} aria-hidden /> : <img src={url} alt="" />}
      </div>
      <div className="quality">
        <span>{t('quality')}</span> <b>{picture.quality.toFixed(2)}</b>
        <span className="quality-bar" aria-hidden>
          <span style={{ width: `${Math.min(1, picture.quality) * 100}%` }} />
        </span>
      </div>
      <Group justify="space-between" wrap="nowrap" gap={4}>
        <Text size="xs" className="quiet">
          {origins[picture.origin] ?? picture.origin} · <When at={picture.createdAt} form="day" />
        </Text>
        <May call="people.removeTemplate">
          <Tooltip label={t('removePicture')}>
            <ActionIcon
              color="gray"
              size="md"
              aria-label={t('removePictureNumber', { number })}
              onClick={() => setAsking(true)}
            >
              <IconTrash size={16} stroke={1.6} aria-hidden />
            </ActionIcon>
          </Tooltip>
        </May>
      </Group>
      {picture.models.map((model) => (
        <Text key={model} size="xs" className={model === settings.modelId ? undefined : 'quiet'}>
          {model}
          {model === settings.modelId ? '' : ` · ${t('notInUse')}`}
        </Text>
      ))}
      <RemovePicture person={person} picture={picture} opened={asking} onClose={() => setAsking(false)} />
    </li>
  );
}

interface RemoveProps {
  readonly person: ShownPerson;
  readonly picture: Picture;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** There is no undo for a single picture, so it is asked first. */
function RemovePicture({ person, picture, opened, onClose }: RemoveProps) {
  const { t } = useTranslation(['people', 'shell']);
  const remove = async (): Promise<void> => {
    onClose();
    const outcome = await call('people.removeTemplate', { id: person.id, templateId: picture.templateId });
    if (outcome.ok) notify({ message: t('pictureRemoved') });
    else notifyProblem(outcome.error);
  };
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('removePicture')}
      closeButtonProps={{ 'aria-label': t('shell:close') }}
    >
      <Text>{t('removePictureText', { name: person.name })}</Text>
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={onClose} data-autofocus>
          {t('shell:cancel')}
        </Button>
        <Button color="red" onClick={() => void remove()}>
          {t('remove')}
        </Button>
      </Group>
    </Modal>
  );
}

/** The address of a picture for as long as it is shown. */
export function usePng(bytes: Uint8Array | null): string | null {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    if (bytes === null) return;
    const made = URL.createObjectURL(new Blob([bytes as Uint8Array<ArrayBuffer>], { type: 'image/png' }));
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [bytes]);
  return url;
}
