import type { Clause, ClauseCode, ClauseName, Verdict } from '../../../contract/access-decision.ts';

/** A clause of a decision; a code that is not this clause's does not compile. */
export const clause = <N extends ClauseName>(
  name: N,
  verdict: Verdict,
  code: ClauseCode<N>,
  facts?: Readonly<Record<string, string | number>>,
): Clause => ({ clause: name, verdict, code, ...(facts === undefined ? {} : { facts: { ...facts } }) });
