import type { EventRecord } from '../../contract/events.ts';
import type { Core } from '../core.ts';

type Details = EventRecord['details'];

/** Names for the ids that events hold of operators and API keys. */
export function namesOfOperators({ store }: Core): {
  byOf(details: Details): EventRecord['by'];
  subjectOf(details: Details): string | null;
} {
  const operators = new Map(store.operators.list().map(({ id, name }) => [id, name]));
  const keys = new Map(store.apiKeys.list().map(({ id, name }) => [id, name]));
  return {
    byOf(details) {
      const by = details?.by;
      if (typeof by !== 'string') return null;
      if (by === 'key-holder') return { kind: by, name: null };
      const [kind, id = ''] = by.split(':');
      if (kind === 'operator') return { kind, name: operators.get(id) ?? null };
      return kind === 'api-key' ? { kind, name: keys.get(id) ?? null } : null;
    },
    subjectOf(details) {
      if (typeof details?.operator === 'string') return operators.get(details.operator) ?? null;
      return typeof details?.key === 'string' ? (keys.get(details.key) ?? null) : null;
    },
  };
}
