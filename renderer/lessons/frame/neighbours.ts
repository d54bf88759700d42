import { lessons } from '../registry.ts';
import type { LessonCard, LessonId } from './lesson.ts';

/** The lessons before and after one on the tour, and its place there from 0. */
export function neighbours(id: LessonId): {
  readonly at: number;
  readonly previous: LessonCard | undefined;
  readonly following: LessonCard | undefined;
} {
  const at = lessons.findIndex(({ card }) => card.id === id);
  return { at, previous: lessons[at - 1]?.card, following: lessons[at + 1]?.card };
}
