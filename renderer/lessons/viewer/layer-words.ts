import type { ShownLayer } from '../../../models/experiments/viewer/shown-network.ts';
import type { Length } from '../../../models/inspect/graph.ts';

/** "1 × 112 × 112 × 3"; ? where only a run tells; null where nothing is known. */
export const shapeText = (shape: readonly Length[] | null): string | null =>
  shape === null ? null : shape.length === 0 ? '1' : shape.map((length) => length ?? '?').join(' × ');

/** The end of a path of names, which is what tells layers apart. */
export function shortName(name: string): string {
  const parts = name.split('/').filter((part) => part !== '');
  const end = parts.slice(-2).join('/');
  return end.length > 44 ? `…${end.slice(-43)}` : end || name;
}

export const opOf = (op: string): string => (op.length > 22 ? `${op.slice(0, 21)}…` : op);

/** What a box looks like. */
export type BoxKind = 'input' | 'weights' | 'activation' | 'plain' | 'unknown';

export function kindOf({ kind, parameters, op }: Pick<ShownLayer, 'kind' | 'parameters' | 'op'>): BoxKind {
  if (kind !== 'known') return kind === 'input' ? 'input' : 'unknown';
  if (parameters > 0) return 'weights';
  return /relu|sigmoid|tanh|softmax|elu|clip|swish|activation|softplus/i.test(op) ? 'activation' : 'plain';
}
