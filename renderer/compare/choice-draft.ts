import { useCallback, useState } from 'react';
import { type ComparisonChoice, comparisonChoiceSchema } from '../../main/contract/compare.ts';
import { DEFAULT_CHOICE } from '../../models/compare/presets.ts';

const key = 'threshold.comparison';

/** The comparison being composed; it waits for one's return, and what an older version left is not taken. */
export function useDraft(): readonly [ComparisonChoice, (next: ComparisonChoice) => void] {
  const [draft, setDraft] = useState<ComparisonChoice>(read);
  const change = useCallback((next: ComparisonChoice) => {
    setDraft(next);
    keepDraft(next);
  }, []);
  return [draft, change];
}

/** Lays a choice ready for the page of a new comparison. */
export const keepDraft = (choice: ComparisonChoice): void => localStorage.setItem(key, JSON.stringify(choice));

function read(): ComparisonChoice {
  try {
    const kept = comparisonChoiceSchema.safeParse(JSON.parse(localStorage.getItem(key) ?? 'null'));
    return kept.success ? kept.data : DEFAULT_CHOICE;
  } catch {
    return DEFAULT_CHOICE;
  }
}
