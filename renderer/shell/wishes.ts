/** What one part of the page asks of another that may not be on screen yet. */
type Wish = 'enrol';

const waiting = new Map<Wish, string>();
const listeners = new Map<Wish, (name: string) => void>();

/** Opens the guided capture, now or as soon as the desk is on screen; with a name where it is about somebody known. */
export function askToEnrol(name = ''): void {
  const listener = listeners.get('enrol');
  if (listener === undefined) waiting.set('enrol', name);
  else listener(name);
}

/** The desk hears wishes while it is on screen. */
export function onEnrolWish(listener: (name: string) => void): () => void {
  listeners.set('enrol', listener);
  const name = waiting.get('enrol');
  waiting.delete('enrol');
  if (name !== undefined) listener(name);
  return () => listeners.delete('enrol');
}
