import { useEffect, useState } from 'react';
import { call, subscribe } from '../host/host.ts';

/** The address of a person's best picture, null until it is there or where none is kept. Freed with the component. */
export function usePortrait(personId: string | null): string | null {
  const [url, setUrl] = useState<string | null>(null);
  const [turn, setTurn] = useState(0);

  useEffect(
    () =>
      subscribe((topic, value) => {
        if (topic === 'people.changed' && (value as { id?: string }).id === personId) setTurn((before) => before + 1);
      }),
    [personId],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: `turn` asks again when the person has changed
  useEffect(() => {
    if (personId === null) return;
    let made: string | null = null;
    let current = true;
    void call('people.portrait', { id: personId }).then((outcome) => {
      if (!current || !outcome.ok || outcome.value.picture === null) return;
      made = URL.createObjectURL(new Blob([outcome.value.picture as Uint8Array<ArrayBuffer>], { type: 'image/png' }));
      setUrl(made);
    });
    return () => {
      current = false;
      setUrl(null);
      if (made !== null) URL.revokeObjectURL(made);
    };
  }, [personId, turn]);

  return url;
}
