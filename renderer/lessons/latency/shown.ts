import type { BackendId, BackendResult } from '../../../models/experiments/latency/backends.ts';
import { colours, lineLooks } from '../../charts/palette.ts';
import type { Machine } from './machine.ts';
import type { Words } from './texts.ts';

/** A backend of a machine, as plots show it: name, looks, numbers. */
export interface Shown {
  readonly id: string;
  readonly label: string;
  /** Which of all lines and classes of points it is: there are more of them than colours. */
  readonly mark: number;
  readonly colour: string;
  readonly dash?: string;
  readonly result: BackendResult;
}

const order: readonly BackendId[] = [
  ...(['ort-1', 'ort-2', 'tensorflow', 'ort-wasm', 'js'] as const),
  ...(['page-ort', 'page-ort-threads', 'page-tfjs-plain', 'page-tfjs-simd', 'page-tfjs-threads'] as const),
  ...(['page-js', 'page-webgl', 'page-webgpu'] as const),
];

/** All that ran, this machine's first. A backend has its colour on both machines; another dash tells the other machine. */
export function shownOf(own: Machine | null, other: Machine | null, t: Words): Shown[] {
  const ran = (machine: Machine | null): readonly BackendResult[] =>
    (machine?.results ?? []).filter(({ cells }) => cells.length > 0);
  const both = new Set([...ran(own), ...ran(other)].map(({ backend }) => backend));
  const backends = order.filter((backend) => both.has(backend));
  const rounds = Math.ceil(backends.length / colours);
  const of = (machine: Machine | null, who: number): Shown[] =>
    backends.flatMap((backend, i) => {
      const result = ran(machine).find((one) => one.backend === backend);
      if (machine === null || result === undefined) return [];
      const mark = i + who * rounds * colours;
      const short = t(`short_${backend}`);
      return [
        {
          ...{ id: `${who} ${backend}`, mark, result, ...lineLooks(mark) },
          label: who === 0 ? short : t('otherShort', { backend: short, machine: machine.name }),
        },
      ];
    });
  return [...of(own, 0), ...of(other, 1)];
}

/** Backends that were asked for and are not there. */
export const missingOf = (machine: Machine | null): BackendResult[] =>
  (machine?.results ?? []).filter(({ problem }) => problem !== null);
