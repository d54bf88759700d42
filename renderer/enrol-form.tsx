import { type FormEvent, useId, useState } from 'react';
import { consentTextVersion } from '../main/contract/consent.ts';
import type { Photo } from './app.tsx';
import { call } from './host.ts';
import type { Texts } from './texts/en.ts';
import { errorText } from './texts/language.ts';

interface Props {
  readonly texts: Texts;
  readonly photos: readonly Photo[];
  readonly onEnrolled: () => void;
  readonly onClear: () => void;
}

/** Enrols the one person the photos in hand show. Consent first: without it the button stays shut. */
export function EnrolForm({ texts, photos, onEnrolled, onClear }: Props) {
  const [name, setName] = useState('');
  const [agreed, setAgreed] = useState(false);
  const [busy, setBusy] = useState(false);
  const [lines, setLines] = useState<{ good: boolean; text: string }[]>([]);
  const nameId = useId();

  const enrol = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    const outcome = await call('enrol.fromImages', {
      name,
      images: photos.map((photo) => photo.bytes),
      consent: { textVersion: consentTextVersion, by: 'browser' },
    });
    setBusy(false);
    if (!outcome.ok) return setLines([{ good: false, text: errorText(texts, outcome.error) }]);
    const { person, accepted, rejected, looksLike } = outcome.value;
    setLines([
      { good: true, text: texts.enrolled(person.name, accepted, photos.length) },
      ...rejected.map((one) => ({
        good: false,
        text: texts.refused(photos[one.index]?.name ?? '', errorText(texts, one)),
      })),
      ...looksLike.map((other) => ({ good: false, text: texts.looksLike(other.name) })),
    ]);
    setName('');
    setAgreed(false);
    onEnrolled();
  };

  return (
    <form className="enrol" onSubmit={(event) => void enrol(event)}>
      <div className="field">
        <label htmlFor={nameId}>{texts.name}</label>
        <input
          id={nameId}
          value={name}
          placeholder={texts.nameHint}
          maxLength={120}
          autoComplete="off"
          onChange={(event) => setName(event.target.value)}
        />
        <button type="submit" className="primary" disabled={busy || !agreed || name.trim() === ''}>
          {busy ? texts.enrolling : texts.enrol}
        </button>
        <button type="button" onClick={onClear}>
          {texts.clear}
        </button>
      </div>
      <label className="consent">
        <input type="checkbox" checked={agreed} onChange={(event) => setAgreed(event.target.checked)} />
        <span>{texts.consent}</span>
      </label>
      <div role="status" aria-live="polite">
        {lines.map((line) => (
          <p key={line.text} className={line.good ? 'said good' : 'said bad'}>
            <span aria-hidden="true">{line.good ? '✓' : '!'}</span> {line.text}
          </p>
        ))}
      </div>
    </form>
  );
}
