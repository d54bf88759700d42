import { Button } from '@mantine/core';
import { IconCamera, IconX } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RgbImage } from '../../../models/image.ts';
import { CameraError, type CameraTrouble } from '../../desk/open-camera.ts';
import { openChosen } from '../../desk/use-camera.ts';
import { useTexts } from '../frame/use-texts.ts';
import { deskChoice } from './desk-choice.ts';
import { pixelsOf } from './face-pixels.ts';
import { faceTexts } from './face-source-texts.ts';

type State = 'closed' | 'starting' | 'live' | CameraTrouble | 'noSamples';

interface Props {
  /** A frame was taken before. */
  readonly taken: boolean;
  readonly onTake: (frame: RgbImage) => void;
}

/** The camera chosen at the Desk, opened when asked and for one frame alone. */
export function FaceCamera({ taken, onTake }: Props) {
  const t = useTexts(faceTexts);
  const { t: say } = useTranslation('camera');
  const video = useRef<HTMLVideoElement>(null);
  const stream = useRef<MediaStream | null>(null);
  const here = useRef(true);
  const [state, setState] = useState<State>('closed');
  const release = (): void => {
    for (const track of stream.current?.getTracks() ?? []) track.stop();
    stream.current = null;
  };
  useEffect(() => {
    here.current = true;
    return () => {
      here.current = false;
      for (const track of stream.current?.getTracks() ?? []) track.stop();
      stream.current = null;
    };
  }, []);
  const open = async (): Promise<void> => {
    setState('starting');
    try {
      const opened = await openChosen(deskChoice());
      if (opened === null) return setState('noSamples');
      stream.current = opened;
      if (!here.current) return release();
      if (video.current !== null) {
        video.current.srcObject = opened;
        await video.current.play();
      }
      setState('live');
    } catch (error) {
      release();
      setState(error instanceof CameraError ? error.trouble : 'failed');
    }
  };
  const close = (): void => {
    release();
    setState('closed');
  };
  const take = async (): Promise<void> => {
    if (video.current === null) return;
    const frame = await pixelsOf(video.current);
    close();
    onTake(frame);
  };
  const live = state === 'live';
  return (
    <div className="face-camera">
      <video ref={video} muted playsInline hidden={!live} aria-label={t('live')} />
      {live ? (
        <div className="face-camera-acts">
          <Button size="compact-sm" leftSection={<IconCamera size={16} aria-hidden />} onClick={() => void take()}>
            {t('takeFrame')}
          </Button>
          <Button size="compact-sm" variant="subtle" leftSection={<IconX size={16} aria-hidden />} onClick={close}>
            {t('closeCamera')}
          </Button>
        </div>
      ) : (
        <Button
          size="compact-sm"
          variant="default"
          loading={state === 'starting'}
          leftSection={<IconCamera size={16} aria-hidden />}
          onClick={() => void open()}
        >
          {t(taken ? 'takeAgain' : 'openCamera')}
        </Button>
      )}
      {state !== 'closed' && state !== 'starting' && !live && (
        <p role="alert">
          {state === 'noSamples' ? say('noSamples') : `${say(`${state}Title`)}. ${say(`${state}Text`)}`}
        </p>
      )}
    </div>
  );
}
