import { useEffect, useState } from 'react';
import { call, subscribe } from '../host/host.ts';

/** A picture outlives its last row by this: one that scrolls back in is there at once. */
const keptMs = 20_000;

/** One person's picture, held once however many rows show it. */
interface Held {
  users: number;
  url: string | null;
  /** Counts the questions asked: an answer to an older one is dropped. */
  turn: number;
  readonly listeners: Set<() => void>;
}

const held = new Map<string, Held>();

subscribe((topic, value) => {
  if (topic !== 'people.changed') return;
  const { id } = value as { id?: string };
  for (const personId of held.keys()) if (id === undefined || id === personId) ask(personId);
});

function ask(personId: string): void {
  const one = held.get(personId);
  if (one === undefined) return;
  const turn = ++one.turn;
  void call('people.portrait', { id: personId }).then((outcome) => {
    if (held.get(personId) !== one || one.turn !== turn) return;
    const picture = outcome.ok ? outcome.value.picture : null;
    free(one);
    one.url =
      picture === null
        ? null
        : URL.createObjectURL(new Blob([picture as Uint8Array<ArrayBuffer>], { type: 'image/png' }));
    for (const listener of one.listeners) listener();
  });
}

function free(one: Held): void {
  if (one.url !== null) URL.revokeObjectURL(one.url);
  one.url = null;
}

/** The address of a person's best picture, null until it is there or where none is kept. Freed a while after the last component that shows it. */
export function usePortrait(personId: string | null): string | null {
  const [url, setUrl] = useState<string | null>(null);

  useEffect(() => {
    if (personId === null) return;
    const known = held.get(personId);
    const one: Held = known ?? { users: 0, url: null, turn: 0, listeners: new Set() };
    const listener = (): void => setUrl(one.url);
    one.users++;
    one.listeners.add(listener);
    held.set(personId, one);
    if (known === undefined) ask(personId);
    listener();
    return () => {
      setUrl(null);
      one.listeners.delete(listener);
      one.users--;
      setTimeout(() => {
        if (one.users > 0 || held.get(personId) !== one) return;
        held.delete(personId);
        free(one);
      }, keptMs);
    };
  }, [personId]);

  return url;
}
