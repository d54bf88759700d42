import { useCallback, useEffect, useState } from 'react';
import type { PersonSummary } from '../main/contract/people.ts';
import { EnrolForm } from './enrol-form.tsx';
import { call, subscribe } from './host.ts';
import { PeopleList } from './people-list.tsx';
import { PhotoDrop } from './photo-drop.tsx';
import { PhotoResult } from './photo-result.tsx';
import { useLanguage } from './texts/language.ts';

/** A photo in hand: its file and an address the page can show it by. */
export interface Photo {
  readonly id: number;
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly url: string;
}

let nextId = 1;

/** One page for photos: identify whoever is in them, enrol the one person they show. */
export function App() {
  const { language, texts, choose } = useLanguage();
  const [photos, setPhotos] = useState<readonly Photo[]>([]);
  const [people, setPeople] = useState<readonly PersonSummary[]>([]);
  // Results depend on who is enrolled: each change identifies the photos in hand again.
  const [revision, setRevision] = useState(0);

  const refresh = useCallback(() => {
    void call('people.list', {}).then((outcome) => {
      if (outcome.ok) setPeople(outcome.value.people);
      setRevision((before) => before + 1);
    });
  }, []);
  useEffect(refresh, [refresh]);
  useEffect(() => subscribe((topic) => topic === 'people.changed' && refresh()), [refresh]);

  const take = useCallback(async (files: readonly File[]) => {
    const taken = await Promise.all(
      files.map(async (file) => ({
        id: nextId++,
        name: file.name,
        bytes: new Uint8Array(await file.arrayBuffer()),
        url: URL.createObjectURL(file),
      })),
    );
    setPhotos((before) => {
      for (const { url } of before) URL.revokeObjectURL(url);
      return taken;
    });
  }, []);
  const clear = (): void => void take([]);

  return (
    <div className="page">
      <header className="bar">
        <h1>{texts.title}</h1>
        <fieldset className="languages" aria-label="Language 语言">
          {(['en', 'zh'] as const).map((each) => (
            <button type="button" key={each} lang={each} aria-pressed={language === each} onClick={() => choose(each)}>
              {each === 'en' ? 'English' : '简体中文'}
            </button>
          ))}
        </fieldset>
      </header>
      <main className="columns">
        <section className="work">
          <p className="lead">{texts.lead}</p>
          <PhotoDrop texts={texts} onPhotos={take} />
          {photos.length > 0 && (
            <>
              <EnrolForm texts={texts} photos={photos} onEnrolled={refresh} onClear={clear} />
              {photos.map((photo) => (
                <PhotoResult key={photo.id} texts={texts} photo={photo} revision={revision} />
              ))}
            </>
          )}
        </section>
        <PeopleList texts={texts} people={people} onChange={refresh} />
      </main>
    </div>
  );
}
