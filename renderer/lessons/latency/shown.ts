import type { BackendId, BackendResult } from '../../../models/experiments/latency/backends.ts';
import { lineColour } from '../../charts/palette.ts';
import type { Machine } from './machine.ts';
import type { Words } from './texts.ts';

/** A backend of a machine, as plots show it: name, colour, numbers. */
export interface Shown {
  readonly id: string;
  readonly label: string;
  readonly colour: string;
  readonly result: BackendResult;
  /** Of this machine, not of a file. */
  readonly own: boolean;
}

const order: readonly BackendId[] = [
  ...(['ort-1', 'ort-2', 'tensorflow', 'ort-wasm', 'js'] as const),
  ...(['page-ort', 'page-ort-threads', 'page-tfjs-plain', 'page-tfjs-simd', 'page-tfjs-threads'] as const),
  ...(['page-js', 'page-webgl', 'page-webgpu'] as const),
];

/** All that ran, this machine's first, each backend in a colour of its own. */
export function shownOf(own: Machine | null, other: Machine | null, t: Words): Shown[] {
  const of = (machine: Machine | null, mine: boolean) =>
    (machine?.results ?? [])
      .filter(({ cells }) => cells.length > 0)
      .toSorted((a, b) => order.indexOf(a.backend) - order.indexOf(b.backend))
      .map((result) => ({
        id: `${mine ? 'own' : 'other'} ${result.backend}`,
        label: mine
          ? t(`short_${result.backend}`)
          : t('otherShort', { backend: t(`short_${result.backend}`), machine: machine!.name }),
        result,
        own: mine,
      }));
  return [...of(own, true), ...of(other, false)].map((one, i) => ({ ...one, colour: lineColour(i) }));
}

/** Backends that were asked for and are not there. */
export const missingOf = (machine: Machine | null): BackendResult[] =>
  (machine?.results ?? []).filter(({ problem }) => problem !== null);
