import { useCallback, useEffect, useRef, useState } from 'react';
import type { Progress } from '../../../models/experiments/check.ts';
import {
  type BackendId,
  type BackendResult,
  engineBackends,
  type MeasurePlan,
  type PageBackendId,
} from '../../../models/experiments/latency/backends.ts';
import type { PrecisionResult } from '../../../models/experiments/latency/formats.ts';
import type { PrecisionPlan } from '../../../models/experiments/latency/precision.ts';
import { seededRandom } from '../../../models/metrics/seeded-random.ts';
import { shuffled } from '../../../models/samplers/shuffle.ts';
import { runTask } from '../frame/run-task.ts';
import { inPage, type Part } from './in-page.ts';
import { keepMachine, keptMachine, type Machine } from './machine.ts';

export interface MeasurementOrder {
  readonly plan: MeasurePlan;
  readonly backends: readonly BackendId[];
  readonly precision: PrecisionPlan | null;
  /** Somebody looks at it: not after all backends. */
  readonly precisionFirst: boolean;
  readonly name: string;
}

export interface Running {
  /** What is measured now; null: the network in its formats. */
  readonly backend: BackendId | null;
  /** 0 … 1, of all. */
  readonly done: number;
}

/** One backend after the other, in an order by chance, and the network in its formats. What is measured is kept as it comes. */
export function useMeasurement(onMachine: (machine: Machine) => void) {
  const [running, setRunning] = useState<Running | null>(null);
  const [failed, setFailed] = useState(false);
  const current = useRef<{ end: () => void } | null>(null);
  const told = useRef(onMachine);
  told.current = onMachine;
  const cancel = useCallback(() => {
    current.current?.end();
    current.current = null;
    setRunning(null);
  }, []);
  const start = useCallback(
    async ({ plan, backends, precision, precisionFirst, name }: MeasurementOrder): Promise<void> => {
      current.current?.end();
      const order: (BackendId | null)[] = shuffled(backends, seededRandom(plan.seed));
      if (precision !== null) order.splice(precisionFirst ? 0 : order.length, 0, null);
      const results: BackendResult[] = [];
      let network: PrecisionResult | null = null;
      let ended = false;
      let inHand: Part<unknown> | null = null;
      const hold = {
        end: () => {
          ended = true;
          inHand?.end();
        },
      };
      current.current = hold;
      setFailed(false);
      const tell = (): void => {
        const machine: Machine = {
          ...{ kind: 'threshold-latency', version: 2, processors: navigator.hardwareConcurrency },
          // It may be given another name meanwhile.
          name: keptMachine()?.name ?? name,
          ...{ at: new Date().toISOString(), runs: plan.runs, seed: plan.seed },
          results: results.map((one) => ({
            ...one,
            cells: [...one.cells],
            refused: [...one.refused],
          })) as Machine['results'],
          precision: network as Machine['precision'],
        };
        keepMachine(machine);
        told.current(machine);
      };
      try {
        for (const [i, backend] of order.entries()) {
          const say = ({ done, total }: Progress): void =>
            setRunning({ backend, done: (i + done / total) / order.length });
          say({ done: 0, total: 1 });
          if (backend === null) {
            const part = inEngine<PrecisionResult | null>('precision', precision!, say);
            inHand = part;
            network = await part.promise;
          } else {
            const part = isOfEngine(backend)
              ? inEngine<BackendResult>('engine', { ...plan, backend }, say)
              : inPage(backend as PageBackendId, plan, say);
            inHand = part;
            results.push(await part.promise);
          }
          if (ended) return;
          tell();
        }
      } catch (error) {
        if (!ended && error !== cancelled) setFailed(true);
      } finally {
        if (current.current === hold) {
          current.current = null;
          setRunning(null);
        }
      }
    },
    [],
  );
  useEffect(() => () => current.current?.end(), []);
  return { running, failed, start, cancel };
}

export const isOfEngine = (backend: BackendId): boolean => (engineBackends as readonly string[]).includes(backend);

/** Somebody ended it, here or on the rail: nothing failed. */
const cancelled = new Error('cancelled');

function inEngine<R>(task: string, input: object, onStep: (step: Progress) => void): Part<R> {
  let end = (): void => {};
  const promise = new Promise<R>((resolve, reject) => {
    const stop = runTask<R, Progress>(
      { lesson: 'latency', task, input },
      { onStep, onResult: resolve, onFailure: (message) => reject(message === null ? cancelled : new Error(message)) },
    );
    end = () => {
      stop();
      reject(cancelled);
    };
  });
  return { promise, end: () => end() };
}
