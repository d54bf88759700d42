import type * as tf from '@tensorflow/tfjs-core';
import { feedsFor } from '../feeds.ts';
import type { HostState, HostTensor, Port, TrainingSession } from '../types.ts';
import { rateInput } from './learning-rate.ts';
import { rateOf } from './optimizers.ts';
import type { TracedStep } from './trace-step.ts';
import { applyRates, type StepOptions, type TrainingStep, Turns } from './training-step.ts';
import { assignHost } from './variables.ts';

/** A traced training step that runs in an ONNX runtime; its state lives there. */
export class SessionTraining implements TrainingStep {
  readonly backend: string;
  readonly inputs: readonly Port[];
  readonly workers: number;
  readonly stateNames: readonly string[];
  private readonly variables: ReadonlyMap<string, tf.Variable>;
  private readonly optimizers: readonly tf.Optimizer[];
  /** Names of the graph's inputs: a rate that no update uses is none of them. */
  private readonly graphInputs: ReadonlySet<string>;
  private readonly session: TrainingSession;
  private readonly turns = new Turns();

  constructor(backend: string, session: TrainingSession, traced: TracedStep, inputs: readonly Port[], workers = 1) {
    const { graph, state, optimizers } = traced;
    this.backend = backend;
    this.workers = workers;
    this.session = session;
    this.variables = state;
    this.optimizers = optimizers;
    this.stateNames = [...state.keys()];
    this.inputs = inputs;
    this.graphInputs = new Set(graph.inputs.map(({ name }) => name));
  }

  async run(inputs: readonly HostTensor[], options: StepOptions = {}): Promise<Record<string, HostTensor>> {
    const feeds = feedsFor(this.inputs, inputs);
    applyRates(this.optimizers, options.learningRate);
    for (const [i, optimizer] of this.optimizers.entries()) {
      const rate = rateOf(optimizer);
      if (rate === undefined || !this.graphInputs.has(rateInput(i))) continue;
      feeds[rateInput(i)] = { dtype: 'float32', shape: [], data: Float32Array.of(rate) };
    }
    return this.turns.take(() => this.session.run(feeds));
  }

  readState(): Promise<Map<string, HostTensor>> {
    return this.turns.take(() => this.session.readState());
  }

  writeState(state: HostState): Promise<void> {
    return this.turns.take(() => this.session.writeState(state));
  }

  async updateVariables(): Promise<void> {
    for (const [name, tensor] of await this.readState()) assignHost(this.variables.get(name) as tf.Variable, tensor);
  }

  release(): Promise<void> {
    return this.turns.close(() => this.session.release());
  }
}
