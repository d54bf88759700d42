import type { EvaluationProtocol } from '../../../main/contract/evaluation.ts';
import { pathsOf } from './protocols.ts';

/** What an evaluation is called until somebody names it: on what, and how. */
export function defaultName(protocol: EvaluationProtocol, how: string): string {
  const place = pathsOf(protocol)[0] ?? '';
  const last = place.split(/[/\\]/).findLast((part) => part !== '') ?? '';
  return (last === '' ? how : `${last}, ${how}`).slice(0, 120);
}
