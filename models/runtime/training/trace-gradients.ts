import * as tf from '@tensorflow/tfjs-core';
import { record } from '../backend.ts';
import type { Graph } from '../graph.ts';
import { liveNodes } from '../passes/dead-nodes.ts';
import { finishTrainingGraph } from '../passes/training-passes.ts';
import { type Example, inputName, namedResults } from '../trace.ts';
import { TraceError } from '../trace-error.ts';
import type { DType, HostTensor } from '../types.ts';
import { TracedRates } from './learning-rate.ts';
import { watchingOptimizers } from './optimizers.ts';
import { stateInput, stateOutput } from './state.ts';
import type { StepFunction, TracedStep } from './trace-step.ts';
import { preservingVariables } from './variables.ts';

/** A training step cut in two where its gradients are known. */
export interface CutStep {
  /** Inputs and state to results and gradients. */
  readonly gradients: Graph;
  /** Gradients and state to the next state; it sees no inputs. */
  readonly update: Graph;
  /** Variables that have a gradient, by their name. */
  readonly gradientNames: readonly string[];
}

export const gradientPort = (name: string): string => `gradient:${name}`;

/** What a step of which the gradients are averaged over parts of a batch must be. */
const NEEDED = 'A step that is split over workers calls optimizer.minimize once, and changes variables by it alone';

/**
 * Records a step twice: up to its gradients for a part of the batch, and from gradients to the next state.
 * @param traced the whole step as `traceStep` gave it
 * @param examples inputs of one part
 * @param block see `Tracer.block`
 * @throws TraceError where the step cannot be cut: several optimisers, or moving averages that the forward pass changes
 */
export function traceGradients(
  step: StepFunction,
  examples: readonly Example[],
  traced: TracedStep,
  block?: number,
): CutStep {
  const { state, optimizers } = traced;
  let found: Record<string, tf.Tensor> = {};
  const gradients = cutTrace(step, examples, traced, 1, block, {
    around(original) {
      const result = original();
      found = result.grads;
      return result;
    },
    outputs: (results) => [
      ...results,
      ...Object.entries(found).map(([name, gradient]) => [gradientPort(name), gradient] as const),
    ],
  });
  const shapes = new Map(Object.entries(found).map(([name, { shape, dtype }]) => [name, { shape, dtype }]));
  const update = cutTrace(step, examples, traced, 2, block, {
    around: (_, placeholder) => ({
      value: tf.scalar(0),
      grads: Object.fromEntries(
        [...shapes].map(([name, { shape, dtype }]) => [name, placeholder(gradientPort(name), dtype as DType, shape)]),
      ),
    }),
    outputs: () => [...state].map(([name, variable]) => [stateOutput(name), variable] as const),
    changed: (changed) => {
      const others = [...state].filter(([, variable]) => !changed.includes(variable)).map(([name]) => name);
      if (others.length > 0)
        throw new TraceError(
          `${NEEDED}; this one also changes ${others.slice(0, 3).join(', ')}${others.length > 3 ? ' …' : ''} in its forward pass (as batch normalisation does).`,
        );
    },
  });
  const inputs = new Set(examples.map(inputName));
  if (update.inputs.some(({ name }) => inputs.has(name)))
    throw new TraceError(`${NEEDED}; here the update also depends on the inputs themselves.`);
  if (optimizers.length !== 1) throw new TraceError(`${NEEDED}; this one has ${optimizers.length} optimisers.`);
  finishTrainingGraph(gradients, block);
  return { gradients, update, gradientNames: [...shapes.keys()] };
}

type Gradients = { value: tf.Scalar; grads: Record<string, tf.Tensor> };
type Placeholder = (name: string, dtype: DType, shape: readonly number[]) => tf.Tensor;

interface Cut {
  around(original: () => Gradients, placeholder: Placeholder): Gradients;
  outputs(results: Array<readonly [string, tf.Tensor]>): Array<readonly [string, tf.Tensor]>;
  changed?(changed: readonly tf.Variable[]): void;
}

/** Records the step with another `computeGradients`; its graph keeps only inputs that its outputs depend on. */
function cutTrace(
  step: StepFunction,
  examples: readonly Example[],
  traced: TracedStep,
  turn: number,
  block: number | undefined,
  cut: Cut,
): Graph {
  const rates = new TracedRates(traced.optimizers, turn);
  const prototype = tf.Optimizer.prototype as unknown as { computeGradients: (...rest: unknown[]) => Gradients };
  const original = prototype.computeGradients;
  let calls = 0;
  const trace = () =>
    preservingVariables(({ standIn, changes }) =>
      record(
        ({ tracer, placeholder, expose, observe }) => {
          const inputs = examples.map((e, i) => placeholder(inputName(e, i), e.dtype, e.shape));
          for (const [name, variable] of traced.state)
            standIn(variable, placeholder(stateInput(name), variable.dtype as DType, variable.shape));
          observe({ hostData: (data, shape, dtype) => rates.valueFor(tracer, data, shape, dtype) });
          rates.begin();
          prototype.computeGradients = function (this: tf.Optimizer, ...rest) {
            calls++;
            const gradients = cut.around(() => original.apply(this, rest), placeholder);
            return gradients;
          };
          const result = step(...inputs);
          if (result instanceof Promise)
            throw new TraceError('The step is asynchronous; only synchronous ones are traced.');
          if (calls !== 1) throw new TraceError(`${NEEDED}; this one computes gradients ${calls} times by it.`);
          cut.changed?.(changes().changed);
          for (const [name, tensor] of cut.outputs(result ? namedResults(result) : [])) expose(name, tensor);
          return withoutUnusedInputs(tracer.graph);
        },
        { block, putsFactorsOff: true },
      ),
    );
  try {
    return watchingOptimizers(traced.optimizers, turn, () => ({ graph: trace() })).graph;
  } finally {
    prototype.computeGradients = original;
    rates.end();
  }
}

function withoutUnusedInputs(graph: Graph): Graph {
  const used = new Set(liveNodes(graph).flatMap(({ inputs }) => inputs));
  for (const { value } of graph.outputs) used.add(value);
  const kept = graph.inputs.filter(({ name }) => used.has(name));
  graph.inputs.splice(0, graph.inputs.length, ...kept);
  return graph;
}

/** The mean of the same tensor from every part. */
export function meanOf(parts: readonly HostTensor[]): HostTensor {
  const [first] = parts as [HostTensor];
  const data = new Float32Array(first.data.length);
  for (const { data: part } of parts) for (let i = 0; i < data.length; i++) data[i]! += part[i]! / parts.length;
  return { dtype: first.dtype, shape: first.shape, data };
}
