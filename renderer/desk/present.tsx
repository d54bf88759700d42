import { Text, Title } from '@mantine/core';
import { memo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeskTrack } from '../../main/contract/desk.ts';
import { Decision } from '../faces/decision.tsx';
import { FaceFacts } from '../faces/face-facts.tsx';
import { Portrait } from '../faces/portrait.tsx';
import { ThresholdPromise } from '../faces/threshold-promise.tsx';
import { useMay } from '../session/session.tsx';
import type { LookedAt } from './frame-loop.ts';
import { LiveCrop } from './live-crop.tsx';
import { LivenessFacts } from './liveness/liveness-facts.tsx';
import { nearestTrack } from './nearest-track.ts';
import { UnknownActions } from './unknown-actions.tsx';

interface Props {
  readonly looked: LookedAt | null;
  readonly onEnrol: () => void;
}

/** The card of whoever is nearest the camera: the enrolled picture beside the live one, the decision in words, and why. */
export const Present = memo(function Present({ looked, onEnrol }: Props) {
  const { t } = useTranslation(['desk', 'faces']);
  const mayEnrol = useMay('enrol.fromImages');
  const [ignored, setIgnored] = useState<ReadonlySet<number>>(new Set());
  const tracks = looked?.frame.tracks ?? [];
  const nearest = nearestTrack(tracks);
  return (
    <section className="card" aria-label={t('now')}>
      <Title order={2}>{t('now')}</Title>
      {looked === null || nearest === null ? (
        <Text className="quiet">{t('nobody')}</Text>
      ) : (
        <>
          <div className="present">
            {nearest.person !== null && (
              <figure>
                <Portrait personId={nearest.person.id} name={nearest.person.name} size={112} />
                <figcaption className="quiet">{t('enrolled')}</figcaption>
              </figure>
            )}
            <figure>
              <LiveCrop looked={looked} box={nearest.face.box} />
              <figcaption className="quiet">{t('live')}</figcaption>
            </figure>
          </div>
          <p className="present-who">
            <Decision
              state={nearest.state}
              name={nearest.person?.name ?? (nearest.liveness?.state === 'failed' ? t('faces:notAlive') : undefined)}
              size={24}
            />
            {nearest.person !== null && <span className="quiet"> {t('faces:accepted')}</span>}
          </p>
          {nearest.liveness !== null && <LivenessFacts liveness={nearest.liveness} />}
          <FaceFacts face={nearest.face} state={nearest.state} waits={waitsForLiveness(nearest)} />
          {nearest.face.score !== null && <ThresholdPromise threshold={looked.frame.threshold} />}
          {mayEnrol && nearest.state === 'unknown' && !ignored.has(nearest.id) && (
            <UnknownActions
              looked={looked}
              track={nearest}
              onEnrol={onEnrol}
              onIgnore={() => setIgnored(new Set([...ignored, nearest.id]))}
            />
          )}
          {tracks.length > 1 && <Text className="quiet">{t('others', { count: tracks.length - 1 })}</Text>}
        </>
      )}
    </section>
  );
});

/** Recognised by as many frames as it takes, and not yet shown to be alive. */
const waitsForLiveness = ({ liveness, state, face }: DeskTrack): boolean =>
  liveness?.state === 'undecided' && state === 'deciding' && face.decision === 'accepted';
