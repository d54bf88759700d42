import { Button, SegmentedControl } from '@mantine/core';
import { IconVideo, IconVideoOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { shortNumber } from '../../charts/digits.ts';
import { errorText } from '../../texts/error-text.ts';
import { useTexts } from '../frame/use-texts.ts';
import { FaceCanvas } from '../parts/face-canvas.tsx';
import type { LiveCamera } from './live-camera.ts';
import { ranges, type Settings } from './settings.ts';
import { texts } from './texts.ts';
import type { NetworkInHand } from './use-network.ts';
import type { Running } from './use-run.ts';

interface Props {
  readonly camera: LiveCamera;
  readonly hand: NetworkInHand | null;
  readonly run: Running['run'];
  readonly trouble: Running['trouble'];
  /** There is no picture to give it. */
  readonly waits: boolean;
  /** The still picture shows no face. */
  readonly faceless: boolean;
  readonly range: Settings['range'];
  readonly onRange: (range: Settings['range']) => void;
}

/** The live camera instead of a still picture, how pictures are given, and whether the network runs at all. */
export function LiveBar({ camera, hand, run, trouble, waits, faceless, range, onRange }: Props) {
  const t = useTexts(texts);
  const { t: ofCamera } = useTranslation('camera');
  const takesPicture = hand !== null && hand.network.picture !== null;
  const why =
    trouble !== null
      ? trouble.code === 'BAD_MODEL'
        ? t('cannotRun', { message: trouble.message })
        : errorText(trouble)
      : hand !== null && !takesPicture
        ? t('noPicture')
        : null;
  return (
    <>
      <div className="viewer-bar">
        <Button
          size="compact-sm"
          variant="default"
          aria-pressed={camera.on}
          disabled={!takesPicture || (trouble !== null && !camera.on)}
          leftSection={camera.on ? <IconVideoOff size={16} aria-hidden /> : <IconVideo size={16} aria-hidden />}
          onClick={camera.toggle}
        >
          {t(camera.on ? 'liveStop' : 'live')}
        </Button>
        {camera.picture !== null && (
          <FaceCanvas className="viewer-live" picture={camera.picture} label={t('livePicture')} />
        )}
        {takesPicture && hand.entry === null && trouble === null && (
          <SegmentedControl
            size="xs"
            aria-label={t('range')}
            value={range}
            data={ranges.map((id) => ({ value: id, label: t(`range_${id}`) }))}
            onChange={(next) => onRange(next as Settings['range'])}
          />
        )}
        {hand !== null && (
          <span className="quiet" role="status">
            {why !== null
              ? t('notRun', { why })
              : camera.faceless
                ? t('noFace')
                : waits
                  ? t('wantsPicture')
                  : run === null
                    ? t('running')
                    : t('liveSaid', { ms: shortNumber(run.ms) })}
            {faceless && why === null && ` · ${t('wholePicture')}`}
          </span>
        )}
      </div>
      {camera.trouble !== null && (
        <p role="alert">{`${ofCamera(`${camera.trouble}Title`)}. ${ofCamera(`${camera.trouble}Text`)}`}</p>
      )}
    </>
  );
}
