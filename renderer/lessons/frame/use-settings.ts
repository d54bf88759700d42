import { useEffect, useRef, useState } from 'react';
import type { Lesson } from './lesson.ts';
import { addressOf, decodeState, encodeState, isAddressOf } from './state-text.ts';

interface SettingsInHand {
  readonly settings: object;
  readonly change: (part: object) => void;
  /** Lays other settings ready, whole. */
  readonly lay: (settings: object) => void;
  /** The link carried what this lesson does not know. */
  readonly refused: boolean;
}

/** Written into the address so long after the last change: browsers refuse an address that changes at every frame. */
const writeAfterMs = 200;

/**
 * A lesson's whole state. The address follows it without a new place in the history; an address that another link set is read
 * back in.
 */
export function useLessonSettings(lesson: Lesson, state: string | undefined): SettingsInHand {
  const first = lesson.presets[0]!.settings;
  const read = (text: string | undefined): object | null => (text === undefined ? first : decodeState(lesson, text));
  const [settings, lay] = useState<object>(() => read(state) ?? first);
  const [refused, setRefused] = useState(() => read(state) === null);
  const written = useRef(state);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what matters is that the address is another one
  useEffect(() => {
    if (state === written.current) return;
    written.current = state;
    const next = read(state);
    setRefused(next === null);
    lay(next ?? first);
  }, [state]);
  useEffect(() => {
    const wait = setTimeout(() => {
      const text = encodeState(settings);
      if (text === written.current || (written.current === undefined && settings === first)) return;
      // Somebody may be on the way to another page, of which this one has not heard yet: that address is not ours.
      if (!isAddressOf(location.hash, lesson.card.id)) return;
      written.current = text;
      history.replaceState(history.state, '', addressOf(lesson.card.id, settings));
    }, writeAfterMs);
    return () => clearTimeout(wait);
  }, [settings, lesson, first]);
  return { settings, change: (part) => lay((before) => ({ ...before, ...part })), lay, refused };
}
