import { Skeleton, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Outcome } from '../../main/contract/errors.ts';
import type { IdentifyOutput } from '../../main/contract/identification.ts';
import { Decision } from '../faces/decision.tsx';
import { FaceFacts } from '../faces/face-facts.tsx';
import { ThresholdPromise } from '../faces/threshold-promise.tsx';
import { errorText } from '../texts/error-text.ts';
import type { Photo } from './photos-in-hand.ts';

/** One photo with its faces framed and numbered, and for each the decision in words. */
export function PhotoResult({ photo, outcome }: { photo: Photo; outcome: Outcome<IdentifyOutput> | null }) {
  const { t } = useTranslation('photos');
  const found = outcome?.ok ? outcome.value : null;
  return (
    <article className="photo card" aria-busy={outcome === null}>
      <div className="photo-picture">
        <img src={photo.url} alt={t('pictureOf', { file: photo.name })} />
        {found?.faces.map((face, index) => (
          <span
            key={`${face.box.x},${face.box.y}`}
            className="photo-box"
            data-state={face.decision}
            style={{
              left: `${(face.box.x / found.width) * 100}%`,
              top: `${(face.box.y / found.height) * 100}%`,
              width: `${(face.box.width / found.width) * 100}%`,
              height: `${(face.box.height / found.height) * 100}%`,
            }}
          >
            <span className="photo-number">{index + 1}</span>
          </span>
        ))}
      </div>
      <div className="photo-said">
        <Text fw={600}>{photo.name}</Text>
        {outcome === null && <Skeleton height={60} aria-label={t('looking')} />}
        {outcome !== null && !outcome.ok && (
          <p className="said" role="alert">
            <span aria-hidden="true">!</span> {errorText(outcome.error)}
          </p>
        )}
        {found !== null && <Faces found={found} />}
      </div>
    </article>
  );
}

function Faces({ found }: { found: IdentifyOutput }) {
  const { t } = useTranslation(['photos', 'faces']);
  const { threshold } = found;
  return (
    <>
      <Text className="quiet" size="sm">
        {t('faces:count', { count: found.faces.length })} · {t('took', { ms: found.ms.total.toFixed(0) })}
      </Text>
      {found.faces.length === 0 && <p className="said">{t('noFaceHint')}</p>}
      <ol className="photo-faces">
        {found.faces.map((face, index) => (
          <li key={`${face.box.x},${face.box.y}`}>
            <p>
              <span className="photo-number">{index + 1}</span>{' '}
              <Decision state={face.decision} name={face.person?.name} />
              {face.person !== null && <span className="quiet"> · {t('faces:accepted')}</span>}
            </p>
            <FaceFacts face={face} state={face.decision} />
          </li>
        ))}
      </ol>
      {found.faces.length > 0 && <ThresholdPromise threshold={threshold} />}
    </>
  );
}
