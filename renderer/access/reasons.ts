import { useTranslation } from 'react-i18next';
import type { AccessDecision, Clause } from '../../main/contract/access-decision.ts';
import { livenessReasons } from '../../main/contract/liveness.ts';

/** What a clause says, given as `CLAUSE_CODE`, in words; of liveness also what was missing. */
export function useClauseWords(): (code: string, facts: Clause['facts'] | null) => string {
  const { t } = useTranslation(['accessWords', 'liveness']);
  return (code, facts) => {
    const missing = code === 'liveness_FAKE' ? `${facts?.liveness ?? ''}`.split(' ') : [];
    return [
      t(code as 'rule_RULE', facts ?? {}),
      ...livenessReasons.filter((one) => missing.includes(one)).map((one) => t(`liveness:${one}`)),
    ].join(' ');
  };
}

/** Why a decision is what it is, in words: what failed, else what is still missing, else by what right. */
export function useReasons(): (decision: AccessDecision) => string {
  const words = useClauseWords();
  const word = ({ clause, code, facts }: Clause): string => words(`${clause}_${code}`, facts);
  return ({ outcome, clauses }) => {
    const of = (verdict: Clause['verdict']) => clauses.filter((one) => one.verdict === verdict);
    // In an emergency opening nothing else counts.
    const held = clauses.find(({ code }) => code === 'HELD_OPEN');
    if (held !== undefined) return word(held);
    if (outcome === 'refused') return of('failed').map(word).join(' ');
    // What depends on who it is says nothing while nobody is known.
    if (outcome === 'waiting')
      return of('undecided')
        .filter(({ code }) => code !== 'NOBODY')
        .map(word)
        .join(' ');
    const right = clauses.find(({ clause }) => clause === 'rule');
    return right === undefined ? '' : word(right);
  };
}
