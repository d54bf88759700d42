import { useCallback, useEffect, useState } from 'react';
import type { CallError, Outcome } from '../../../main/contract/errors.ts';
import type { RgbImage } from '../../../models/image.ts';
import { useHost } from '../../host/use-host.ts';
import type { FaceKind, FaceSource } from './face-source.ts';
import {
  faceOfPerson,
  faceOfPicture,
  type LessonFace,
  onFacesChanged,
  syntheticFace,
  unreadable,
} from './load-face.ts';

interface Person {
  readonly id: string;
  readonly name: string;
}

/** The face that a lesson works on, and what the picker needs to change it. */
export interface FaceInHand {
  /** Null while there is none: the first is on its way, or a photo or frame is still to be chosen. */
  readonly face: LessonFace | null;
  readonly busy: boolean;
  /** The first is on its way: what stands below its pictures waits for them, so that it does not jump. */
  readonly first: boolean;
  readonly trouble: CallError | null;
  /** The photo or frame that was taken, whether or not a face was found in it. */
  readonly taken: RgbImage | null;
  /** Enrolled people whom the model in use has a template of. */
  readonly people: readonly Person[];
  readonly person: Person | null;
  readonly choosePerson: (id: string) => void;
  /** A photo, or a frame of the camera; null: it could not be read. */
  readonly take: (kind: 'photo' | 'camera', picture: RgbImage | null) => void;
  /** The chosen kind needs something of the reader first. */
  readonly wanting: boolean;
}

type Held = Readonly<Partial<Record<FaceKind, RgbImage>>>;
const starting = { face: null, busy: true, trouble: null } as const;

/** Has the face of a source made, and made anew when source, people or model change. The one before stays until then. */
export function useFace(source: FaceSource): FaceInHand {
  const { kind, seed } = source;
  const [state, setState] = useState<Pick<FaceInHand, 'face' | 'busy' | 'trouble'>>(starting);
  const [held, setHeld] = useState<Held>({});
  const [personId, choosePerson] = useState<string | null>(null);
  const asked = useHost('people.list', {}, ['people.changed']);
  const people = (asked.value?.people ?? []).filter(({ templates }) => templates > 0);
  const person = people.find(({ id }) => id === personId) ?? people[0] ?? null;
  const [revision, setRevision] = useState(0);
  useEffect(() => onFacesChanged(() => setRevision((before) => before + 1)), []);
  const picture = held[kind];
  const { id, name } = person ?? { id: null, name: '' };
  const wanting =
    kind === 'enrolled' ? asked.value !== null && id === null : kind !== 'synthetic' && picture === undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: `revision` is a change of model or people
  useEffect(() => {
    const load = (): Promise<Outcome<LessonFace>> | null => {
      if (kind === 'synthetic') return syntheticFace(seed);
      if (kind === 'enrolled') return id === null ? null : faceOfPerson({ id, name });
      return picture === undefined ? null : faceOfPicture(kind, picture);
    };
    const loading = load();
    setState((before) => ({ ...before, busy: loading !== null, trouble: null }));
    let current = true;
    void loading?.then((outcome) => {
      if (!current) return;
      setState((before) =>
        outcome.ok
          ? { face: outcome.value, busy: false, trouble: null }
          : { face: before.face?.kind === kind ? null : before.face, busy: false, trouble: outcome.error },
      );
    });
    return () => {
      current = false;
    };
  }, [kind, seed, id, name, picture, revision]);
  const take = useCallback((of: 'photo' | 'camera', taken: RgbImage | null) => {
    if (taken === null) setState((before) => ({ ...before, trouble: unreadable }));
    else setHeld((before) => ({ ...before, [of]: taken }));
  }, []);
  const { face } = state;
  // Of somebody who was removed nothing stays on the page.
  const gone = face?.person != null && asked.value !== null && people.every((one) => one.id !== face.person?.id);
  const first = face === null && state.busy;
  return {
    ...state,
    first,
    face: gone ? null : face,
    taken: picture ?? null,
    people,
    person,
    choosePerson,
    take,
    wanting,
  };
}
