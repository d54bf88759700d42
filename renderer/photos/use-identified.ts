import { useEffect, useState } from 'react';
import type { Outcome } from '../../main/contract/errors.ts';
import type { IdentifyOutput } from '../../main/contract/identification.ts';
import { call, subscribe } from '../host/host.ts';
import type { Photo } from './photos-in-hand.ts';

export interface Identified {
  readonly results: ReadonlyMap<number, Outcome<IdentifyOutput>>;
  readonly running: boolean;
  readonly stop: () => void;
}

/**
 * Identifies the photos one after another, and again when the people have changed: results depend on who is enrolled. Only the first time
 * is recorded as an event.
 */
export function useIdentified(photos: readonly Photo[]): Identified {
  const [results, setResults] = useState<ReadonlyMap<number, Outcome<IdentifyOutput>>>(new Map());
  const [running, setRunning] = useState(false);
  const [abort, setAbort] = useState(() => new AbortController());
  const [revision, setRevision] = useState(0);

  useEffect(
    () =>
      subscribe((topic) => {
        if (topic === 'people.changed') setRevision((before) => before + 1);
      }),
    [],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: `revision` is a change of the people
  useEffect(() => {
    const control = new AbortController();
    setAbort(control);
    setRunning(photos.length > 0);
    const known = new Set(recorded);
    const run = async (): Promise<void> => {
      for (const photo of photos) {
        if (control.signal.aborted) return;
        const image = new Uint8Array(await photo.file.arrayBuffer());
        const outcome = await call(
          'identify.image',
          { image, record: !known.has(photo.id) },
          { signal: control.signal },
        );
        if (control.signal.aborted) return;
        recorded.add(photo.id);
        setResults((before) => new Map(before).set(photo.id, outcome));
      }
    };
    void run().finally(() => !control.signal.aborted && setRunning(false));
    return () => control.abort();
  }, [photos, revision]);

  return {
    results,
    running,
    stop: () => {
      abort.abort();
      setRunning(false);
    },
  };
}

/** Photos whose identification is in the events already. */
const recorded = new Set<number>();
