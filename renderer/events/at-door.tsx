import type { EventRecord } from '../../main/contract/events.ts';
import { useClauseWords } from '../access/reasons.ts';
import './events.css';

/** At which door it happened, and which clauses of the decision failed, in words. */
export function AtDoor({ event: { door, details } }: { event: EventRecord }) {
  const words = useClauseWords();
  const failed = Array.isArray(details?.failed) ? details.failed.filter((one) => typeof one === 'string') : [];
  const facts =
    typeof details?.facts === 'object' ? (details.facts as Readonly<Record<string, string | number>>) : null;
  if (door === null && failed.length === 0) return null;
  const word = (one: string): string => words(one.replace(':', '_'), facts);
  const why = failed.map(word).join(' ');
  const said = [...(door === null ? [] : [door.name]), ...(why === '' ? [] : [why])].join(' · ');
  return (
    <span className="at-door" title={said}>
      {said}
    </span>
  );
}
