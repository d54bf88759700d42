import { useEffect, useState } from 'react';
import type { PersonSummary } from '../main/contract/people.ts';
import { call } from './host.ts';
import type { Texts } from './texts/en.ts';
import { errorText } from './texts/language.ts';

interface Removed {
  readonly id: string;
  readonly name: string;
  readonly until: number;
}

interface Props {
  readonly texts: Texts;
  readonly people: readonly PersonSummary[];
  readonly onChange: () => void;
}

/** Everybody enrolled, with removal that can be undone for as long as the host allows. */
export function PeopleList({ texts, people, onChange }: Props) {
  const [removed, setRemoved] = useState<Removed | null>(null);
  const [problem, setProblem] = useState<string | null>(null);

  useEffect(() => {
    if (removed === null) return;
    const timer = setTimeout(() => setRemoved(null), removed.until - Date.now());
    return () => clearTimeout(timer);
  }, [removed]);

  const remove = async (person: PersonSummary): Promise<void> => {
    const outcome = await call('people.remove', { id: person.id });
    setProblem(outcome.ok ? null : errorText(texts, outcome.error));
    if (outcome.ok) setRemoved({ id: person.id, name: person.name, until: Date.parse(outcome.value.undoUntil) });
    onChange();
  };
  const undo = async (): Promise<void> => {
    if (removed === null) return;
    const outcome = await call('people.undoRemove', { id: removed.id });
    setProblem(outcome.ok ? null : errorText(texts, outcome.error));
    setRemoved(null);
    onChange();
  };

  return (
    <aside className="people" aria-labelledby="people-title">
      <h2 id="people-title">{texts.people}</h2>
      {people.length === 0 && <p className="quiet">{texts.nobody}</p>}
      <ul>
        {people.map((person) => (
          <li key={person.id}>
            <span className="who">
              {person.name}
              <small className="quiet" title={person.createdAt}>
                {texts.templates(person.templates)}
              </small>
            </span>
            <button type="button" aria-label={`${texts.remove}: ${person.name}`} onClick={() => void remove(person)}>
              {texts.remove}
            </button>
          </li>
        ))}
      </ul>
      <div role="status" aria-live="polite">
        {removed !== null && (
          <p className="toast">
            {texts.removed(removed.name)}{' '}
            <button type="button" onClick={() => void undo()}>
              {texts.undo}
            </button>
          </p>
        )}
        {problem !== null && <p className="said bad">{problem}</p>}
      </div>
    </aside>
  );
}
