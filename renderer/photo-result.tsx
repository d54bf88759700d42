import { useEffect, useState } from 'react';
import type { CallError } from '../main/contract/errors.ts';
import type { IdentifyOutput } from '../main/contract/identification.ts';
import type { Photo } from './app.tsx';
import { FaceCard } from './face-card.tsx';
import { call } from './host.ts';
import type { Texts } from './texts/en.ts';
import { errorText } from './texts/language.ts';

/** One photo with its faces framed, and a card for each face with the decision in words. */
export function PhotoResult({ texts, photo, revision }: { texts: Texts; photo: Photo; revision: number }) {
  const [found, setFound] = useState<IdentifyOutput | null>(null);
  const [error, setError] = useState<CallError | null>(null);

  useEffect(() => {
    let current = true;
    void call('identify.image', { image: photo.bytes, record: revision <= 1 }).then((outcome) => {
      if (!current) return;
      setFound(outcome.ok ? outcome.value : null);
      setError(outcome.ok ? null : outcome.error);
    });
    return () => {
      current = false;
    };
  }, [photo, revision]);

  return (
    <article className="result" aria-busy={found === null && error === null}>
      <div className="picture">
        <img src={photo.url} alt={texts.pictureOf(photo.name)} />
        {found?.faces.map((face, index) => (
          <span
            key={`${face.box.x},${face.box.y}`}
            className="box"
            data-decision={face.decision}
            style={{
              left: `${(face.box.x / found.width) * 100}%`,
              top: `${(face.box.y / found.height) * 100}%`,
              width: `${(face.box.width / found.width) * 100}%`,
              height: `${(face.box.height / found.height) * 100}%`,
            }}
          >
            <span className="number">{index + 1}</span>
          </span>
        ))}
      </div>
      <div className="said-of">
        {error !== null && (
          <p className="said bad" role="alert">
            <span aria-hidden="true">!</span> {errorText(texts, error)}
          </p>
        )}
        {found === null && error === null && <p className="quiet">{texts.looking}</p>}
        {found !== null && (
          <>
            <p className="quiet">
              {texts.faces(found.faces.length)} · {texts.milliseconds(found.ms.total.toFixed(0))}
            </p>
            {found.faces.length === 0 && <p className="said bad">{texts.noFaceHint}</p>}
            <ol className="faces">
              {found.faces.map((face) => (
                <FaceCard key={`${face.box.x},${face.box.y}`} texts={texts} face={face} />
              ))}
            </ol>
            {found.faces.length > 0 && (
              <p className="quiet">
                {texts.strangers(
                  Number((1 / found.threshold.targetRate).toPrecision(2)).toLocaleString(),
                  found.threshold.people,
                )}
              </p>
            )}
          </>
        )}
      </div>
    </article>
  );
}
