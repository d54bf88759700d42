import { useEffect, useMemo, useRef, useState } from 'react';
import type { Progress } from '../../../models/experiments/check.ts';
import type { Looked, LookInput, Version, VersionId } from '../../../models/experiments/low-level/look.ts';
import type { DistanceInput } from '../../../models/experiments/low-level/train.ts';
import { useTask } from '../frame/use-task.ts';

/** How far each version is from the clean face for the model in use. */
export type Distances = Readonly<Partial<Record<VersionId, number>>>;

export interface Look {
  readonly versions: readonly Version[];
  /** By which the classical one was made; null: there is none yet. */
  readonly method: Looked['method'] | null;
  /** Null while they are being measured. */
  readonly distances: Distances | null;
  readonly busy: boolean;
  readonly failed: boolean;
  /** The picture stands, but no distance could be taken. */
  readonly unjudged: boolean;
}

/** A slider is moved many times a second: the network is asked when it rests. */
const REST_MS = 250;

/** Degrades and restores in a worker, the newest wish as soon as the last is done; then the network in use is asked how far each is. */
export function useLook(input: LookInput | null): Look {
  const looking = useTask<Looked>('low-level', 'look');
  const judging = useTask<{ readonly distances: readonly number[] }, Progress>('low-level', 'distance');
  const { running, result, start } = looking;
  const started = useRef<LookInput | null>(null);
  useEffect(() => {
    if (input === null || running || started.current === input) return;
    started.current = input;
    start(input);
  }, [input, running, start]);
  const versions = useMemo(() => result?.versions ?? [], [result]);
  const [asked, setAsked] = useState<readonly Version[] | null>(null);
  const { start: judge, cancel } = judging;
  const still = result !== null && started.current === input && !running;
  useEffect(() => {
    if (!still || versions.length === 0) return;
    const timer = setTimeout(() => {
      setAsked(versions);
      judge({ pictures: versions.map(({ picture }) => picture) } satisfies DistanceInput);
    }, REST_MS);
    return () => {
      clearTimeout(timer);
      cancel();
    };
  }, [still, versions, judge, cancel]);
  const judged = asked === versions && judging.result !== null && !judging.running;
  const unjudged = judging.failure !== null;
  return {
    versions,
    method: result?.method ?? null,
    distances: judged ? Object.fromEntries(versions.map(({ id }, i) => [id, judging.result!.distances[i]!])) : null,
    busy: input !== null && looking.failure === null && (!still || (!judged && !unjudged)),
    failed: looking.failure !== null,
    unjudged,
  };
}
