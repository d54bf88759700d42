import { Text, Title } from '@mantine/core';
import { memo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeskTrack } from '../../main/contract/desk.ts';
import { Decision } from '../faces/decision.tsx';
import { FaceFacts } from '../faces/face-facts.tsx';
import { Portrait } from '../faces/portrait.tsx';
import { ThresholdPromise } from '../faces/threshold-promise.tsx';
import type { LookedAt } from './frame-loop.ts';
import { LiveCrop } from './live-crop.tsx';
import { UnknownActions } from './unknown-actions.tsx';

interface Props {
  readonly looked: LookedAt | null;
  readonly onEnrol: () => void;
}

/** The card of whoever is nearest the camera: the enrolled picture beside the live one, the decision in words, and why. */
export const Present = memo(function Present({ looked, onEnrol }: Props) {
  const { t } = useTranslation(['desk', 'faces']);
  const [ignored, setIgnored] = useState<ReadonlySet<number>>(new Set());
  const tracks = looked?.frame.tracks ?? [];
  const nearest = tracks.reduce<DeskTrack | null>(
    (best, track) => (best === null || area(track) > area(best) ? track : best),
    null,
  );
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
            <Decision state={nearest.state} name={nearest.person?.name} size={24} />
            {nearest.person !== null && <span className="quiet"> {t('faces:accepted')}</span>}
          </p>
          <FaceFacts face={nearest.face} state={nearest.state} />
          {nearest.face.score !== null && <ThresholdPromise threshold={looked.frame.threshold} />}
          {nearest.state === 'unknown' && !ignored.has(nearest.id) && (
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

const area = ({ face }: DeskTrack): number => face.box.width * face.box.height;
