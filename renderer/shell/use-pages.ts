import { useRights } from '../session/session.tsx';
import { type PageDefinition, pages } from './pages.ts';

/** The pages of whoever is signed in, in the order of the rail. */
export function usePages(): readonly PageDefinition[] {
  const may = useRights();
  return pages.filter(({ needs }) => needs === undefined || may(needs));
}
