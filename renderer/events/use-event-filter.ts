import { useState } from 'react';
import { type EventFilter, everything } from './filter.ts';

/** In memory alone: it may hold a name. */
let remembered = everything;

/** The filter as it was left, for whoever comes back from a person's page; all events when the window was opened anew. */
export function useEventFilter(): [EventFilter, (filter: EventFilter) => void] {
  const [filter, setFilter] = useState(remembered);
  return [
    filter,
    (next) => {
      remembered = next;
      setFilter(next);
    },
  ];
}
