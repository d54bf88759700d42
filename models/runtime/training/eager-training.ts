import * as tf from '@tensorflow/tfjs-core';
import { feedsFor } from '../feeds.ts';
import { type Example, namedResults } from '../trace.ts';
import type { EagerExecutor, HostState, HostTensor, Port } from '../types.ts';
import { slotNames, watchingOptimizers } from './optimizers.ts';
import { checkState } from './state.ts';
import type { StepFunction } from './trace-step.ts';
import { applyRates, type StepOptions, type TrainingStep, Turns } from './training-step.ts';
import { assignHost, preservingVariables, readTensor, type VariableChanges } from './variables.ts';

/** The same face where there is no ONNX runtime: the step runs eagerly, and its state is what its variables hold. */
export class EagerTraining implements TrainingStep {
  readonly backend: string;
  readonly inputs: TrainingStep['inputs'];
  readonly workers = 1;
  readonly stateNames: readonly string[];
  private readonly executor: EagerExecutor;
  private readonly step: StepFunction;
  private readonly state: ReadonlyMap<string, tf.Variable>;
  private readonly optimizers: readonly tf.Optimizer[];
  private readonly turns = new Turns();

  private constructor(executor: EagerExecutor, step: StepFunction, ports: readonly Port[], found: Found) {
    this.executor = executor;
    this.step = step;
    this.backend = executor.id;
    this.inputs = ports;
    this.optimizers = found.optimizers;
    const slots = slotNames(found.optimizers);
    this.state = new Map(found.changed.map((variable) => [slots.get(variable) ?? variable.name, variable]));
    this.stateNames = [...this.state.keys()];
  }

  /** Runs the step once on zeros, to learn which variables it changes; they are as before afterwards. */
  static async create(
    executor: EagerExecutor,
    step: StepFunction,
    examples: readonly Example[],
    ports: readonly Port[],
  ): Promise<EagerTraining> {
    await executor.activate();
    const probe = () =>
      preservingVariables(({ changes }) => {
        tf.engine().startScope();
        try {
          step(...examples.map((e) => tf.zeros([...e.shape], e.dtype)));
          return changes();
        } finally {
          tf.engine().endScope();
        }
      });
    return new EagerTraining(executor, step, ports, watchingOptimizers([], 0, probe));
  }

  async run(inputs: readonly HostTensor[], options: StepOptions = {}): Promise<Record<string, HostTensor>> {
    feedsFor(this.inputs, inputs);
    const { learningRate } = options;
    return this.turns.take(async () => {
      await this.executor.activate();
      applyRates(this.optimizers, learningRate);
      const results = tf.tidy(() => {
        const result = this.step(...inputs.map(({ data, shape, dtype }) => tf.tensor(data, [...shape], dtype)));
        return Object.fromEntries(result ? namedResults(result) : []);
      });
      const read = await Promise.all(
        Object.entries(results).map(async ([name, tensor]) => [name, await readTensor(tensor)] as const),
      );
      tf.dispose(results);
      return Object.fromEntries(read);
    });
  }

  readState(): Promise<Map<string, HostTensor>> {
    return this.turns.take(() => this.read());
  }

  writeState(state: HostState): Promise<void> {
    return this.turns.take(async () => {
      checkState(await this.read(), state);
      await this.executor.activate();
      for (const [name, variable] of this.state) assignHost(variable, state.get(name) as HostTensor);
    });
  }

  /** They hold the state already. */
  updateVariables(): Promise<void> {
    return this.turns.take(async () => undefined);
  }

  release(): Promise<void> {
    return this.turns.close(async () => undefined);
  }

  private async read(): Promise<Map<string, HostTensor>> {
    const entries = [...this.state].map(async ([name, variable]) => [name, await readTensor(variable)] as const);
    return new Map(await Promise.all(entries));
  }
}

type Found = VariableChanges & { readonly optimizers: readonly tf.Optimizer[] };
