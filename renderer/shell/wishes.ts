/** What one part of the page asks of another that may not be on screen yet. */
type Wish = 'enrol';

const waiting = new Set<Wish>();
const listeners = new Map<Wish, () => void>();

/** Opens the guided capture, now or as soon as the desk is on screen. */
export function askToEnrol(): void {
  const listener = listeners.get('enrol');
  if (listener === undefined) waiting.add('enrol');
  else listener();
}

/** The desk hears wishes while it is on screen. */
export function onEnrolWish(listener: () => void): () => void {
  listeners.set('enrol', listener);
  if (waiting.delete('enrol')) listener();
  return () => listeners.delete('enrol');
}
