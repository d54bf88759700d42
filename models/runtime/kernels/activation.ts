import { TraceError } from '../trace-error.ts';
import type { Tracer } from '../tracer.ts';
import type { Value } from '../value.ts';

export interface FusedAttributes {
  readonly activation?: string;
  readonly leakyreluAlpha?: number;
}

const KERNEL_OF: Readonly<Record<string, string>> = { relu: 'Relu', relu6: 'Relu6', elu: 'Elu', sigmoid: 'Sigmoid' };

/** tfjs fuses an activation into convolutions and matrix products; here it is recorded as a node of its own. */
export function activate(t: Tracer, x: Value, { activation, leakyreluAlpha }: FusedAttributes, slope?: Value): Value {
  if (!activation || activation === 'linear') return x;
  if (activation === 'prelu' && slope) return t.call('Prelu', { x, alpha: slope });
  if (activation === 'leakyrelu') return t.call('LeakyRelu', { x }, { alpha: leakyreluAlpha ?? 0.2 });
  const kernel = KERNEL_OF[activation];
  if (!kernel) throw new TraceError(`The fused activation "${activation}" has no rule.`);
  return t.call(kernel, { x });
}
