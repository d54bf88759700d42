import { Progress } from '@mantine/core';
import {
  IconArrowBigLeft,
  IconArrowBigRight,
  IconArrowsVertical,
  IconEyeClosed,
  IconFaceId,
  IconShieldX,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { DeskTrack } from '../../../main/contract/desk.ts';
import { gestureSeconds } from '../../../main/contract/liveness.ts';
import './liveness.css';

interface Props {
  readonly tracks: readonly DeskTrack[];
  readonly mirrored: boolean;
}

/** What is asked of the nearest face that has yet to show that it is alive, large enough to be read from where one stands; or why it was refused. */
export function LivenessPrompt({ tracks, mirrored }: Props) {
  const { t } = useTranslation('liveness');
  const nearest = tracks.reduce<DeskTrack | null>(
    (best, track) => (open(track) && (best === null || area(track) > area(best)) ? track : best),
    null,
  );
  const liveness = nearest?.liveness;
  if (liveness === null || liveness === undefined) return null;
  const { challenge } = liveness;
  const failed = liveness.state === 'failed';
  const asked = challenge?.asked ?? null;
  const Sign = failed ? IconShieldX : asked === null ? IconFaceId : signs(mirrored)[asked];
  return (
    <div className="liveness-prompt" data-state={liveness.state}>
      <Sign size={48} stroke={1.5} aria-hidden />
      <div>
        <p role="status">
          {failed ? t('refused') : challenge === null ? t('ask_wait') : t(`ask_${asked ?? 'neutral'}`)}
        </p>
        {failed && <span>{liveness.reasons.map((reason) => t(reason)).join(' ')}</span>}
        {challenge !== null && (
          <>
            <span>{t('step', { step: challenge.done + 1, count: challenge.gestures })}</span>
            {asked !== null && (
              <Progress
                value={challenge.msLeft / 10 / gestureSeconds}
                size="sm"
                transitionDuration={200}
                aria-label={t('timeLeft')}
              />
            )}
          </>
        )}
      </div>
    </div>
  );
}

/** Arrows point as the person sees the picture: in a mirror their left is on the left. */
const signs = (mirrored: boolean) =>
  ({
    blink: IconEyeClosed,
    nod: IconArrowsVertical,
    'turn-left': mirrored ? IconArrowBigLeft : IconArrowBigRight,
    'turn-right': mirrored ? IconArrowBigRight : IconArrowBigLeft,
  }) as const;

const open = ({ liveness }: DeskTrack): boolean => liveness !== null && liveness.state !== 'passed';

const area = ({ face }: DeskTrack): number => face.box.width * face.box.height;
