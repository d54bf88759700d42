import { ActionIcon, Group, NativeSelect, Tooltip } from '@mantine/core';
import { IconFlipVertical, IconUserShare, IconVideo, IconVideoOff } from '@tabler/icons-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { inventedChoice, inventedPerson } from './invented-camera.ts';
import type { Camera } from './use-camera.ts';

interface Props {
  readonly camera: Camera;
  readonly mirrored: boolean;
  readonly onMirror: (mirrored: boolean) => void;
}

/** Which camera, on or off, mirrored or as it is. */
export const CameraPicker = memo(function CameraPicker({ camera, mirrored, onMirror }: Props) {
  const { t } = useTranslation('camera');
  const { choice, choose, devices, state } = camera;
  const named = devices.map((device, index) => ({
    value: device.deviceId,
    label: device.label || t('unnamed', { number: index + 1 }),
  }));
  // Before the first permission there are no names: "any" stands for whichever the browser gives.
  const any = named.length === 0 || choice === 'any' ? [{ value: 'any', label: named[0]?.label ?? t('choose') }] : [];
  const rest = choice === 'any' ? named.slice(1) : named;
  const off = choice === 'off';
  const person = inventedPerson(choice);
  return (
    <Group gap={4} wrap="nowrap">
      <NativeSelect
        aria-label={t('choose')}
        value={off ? 'any' : person === null ? choice : inventedChoice(0)}
        data={[
          ...any,
          ...rest,
          { value: 'sample', label: t('sample') },
          { value: inventedChoice(0), label: t('invented') },
        ]}
        onChange={(event) => choose(event.currentTarget.value)}
      />
      {person !== null && (
        <Tooltip label={t('nextInvented')}>
          <ActionIcon aria-label={t('nextInvented')} onClick={() => choose(inventedChoice(person + 1))}>
            <IconUserShare size={20} stroke={1.6} aria-hidden />
          </ActionIcon>
        </Tooltip>
      )}
      <Tooltip label={t('mirror')}>
        <ActionIcon
          aria-label={t('mirror')}
          aria-pressed={mirrored}
          variant={mirrored ? 'light' : 'subtle'}
          onClick={() => onMirror(!mirrored)}
        >
          <IconFlipVertical size={20} stroke={1.6} aria-hidden />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={off || state.kind === 'off' ? t('start') : t('stop')}>
        <ActionIcon aria-label={off ? t('start') : t('stop')} onClick={() => choose(off ? 'any' : 'off')}>
          {off ? <IconVideo size={20} stroke={1.6} aria-hidden /> : <IconVideoOff size={20} stroke={1.6} aria-hidden />}
        </ActionIcon>
      </Tooltip>
    </Group>
  );
});
