import { useSyncExternalStore } from 'react';
import { z } from 'zod';

const key = 'threshold.lessons';

const markSchema = z.object({
  /** What was predicted; `null` where that was passed over. */
  answer: z.string().nullable().optional(),
  /** What the check found, and which answer that makes right. */
  verdict: z.enum(['holds', 'holds-when', 'does-not-hold']).optional(),
  right: z.string().optional(),
});
export type LessonMark = z.infer<typeof markSchema>;
type Marks = Readonly<Record<string, LessonMark>>;

let marks: Marks | null = null;
const listeners = new Set<() => void>();

/** How far one got with each lesson, kept by this browser. What is not understood is forgotten. */
function allMarks(): Marks {
  if (marks !== null) return marks;
  try {
    const kept = z.record(z.string(), markSchema).safeParse(JSON.parse(localStorage.getItem(key) ?? '{}'));
    marks = kept.success ? kept.data : {};
  } catch {
    marks = {};
  }
  return marks;
}

export function markLesson(id: string, mark: LessonMark): void {
  marks = { ...allMarks(), [id]: { ...allMarks()[id], ...mark } };
  localStorage.setItem(key, JSON.stringify(marks));
  for (const listener of listeners) listener();
}

export const useLessonMarks = (): Marks =>
  useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, allMarks);
