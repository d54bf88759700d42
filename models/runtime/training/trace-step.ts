import type * as tf from '@tensorflow/tfjs-core';
import { record } from '../backend.ts';
import type { Graph } from '../graph.ts';
import { Journal } from '../journal.ts';
import { finishTrainingGraph } from '../passes/training-passes.ts';
import { type Example, inputName, namedResults, type TensorFunction } from '../trace.ts';
import { TraceError } from '../trace-error.ts';
import type { DType } from '../types.ts';
import { TracedRates } from './learning-rate.ts';
import { slotNames, watchingOptimizers } from './optimizers.ts';
import { stateInput, stateOutput } from './state.ts';
import { allVariables, preservingVariables, type VariableChanges } from './variables.ts';

/**
 * One step of training in plain TensorFlow.js: it calls `optimizer.minimize` (or `variableGrads` and `applyGradients`,
 * or `variable.assign`) and returns losses and other figures, or nothing.
 */
export type StepFunction = (...inputs: tf.Tensor[]) => ReturnType<TensorFunction> | null | undefined;

export interface TracedStep {
  readonly graph: Graph;
  /** By its name in the state: weights by their variable's name, optimisers' variables by `slotNames`. */
  readonly state: ReadonlyMap<string, tf.Variable>;
  readonly optimizers: readonly tf.Optimizer[];
}

/** As many traces as it may take until every variable that changes is known. */
const MOST_TRACES = 4;

/**
 * Records a training step. A first trace finds out which variables the step changes and lets optimisers create theirs.
 * The next has an input and an output for each of these; variables that are only read become constants. It is repeated
 * as long as something new shows. Afterwards all variables and optimisers are as before.
 * @param strict traces once more and refuses whatever differs, and random numbers
 * @param block see `Tracer.block`
 * @throws TraceError when the step cannot be traced or would freeze something
 */
export function traceStep(
  step: StepFunction,
  examples: readonly Example[],
  strict: boolean,
  block?: number,
): TracedStep {
  const trainable = new Map(allVariables().flatMap((v) => (v.trainable ? [[v.name, v]] : [])));
  let found = recordStep(step, examples, { state: trainable, optimizers: [], turn: 0, block });
  for (let turn = 1; turn < MOST_TRACES; turn++) {
    const { optimizers } = found;
    const state = namedState(found);
    const journal = strict ? new Journal('step') : undefined;
    const recorded = recordStep(step, examples, { state, optimizers, turn, block, journal });
    const isNew = (variable: tf.Variable) => !found.changed.includes(variable);
    if (recorded.created.length === 0 && !recorded.changed.some(isNew)) {
      if (journal) {
        const again = new Journal('step');
        recordStep(step, examples, { state, optimizers, turn: turn + 1, block, journal: again });
        journal.mustEqual(again);
      }
      finishTrainingGraph(recorded.graph, block);
      return { graph: recorded.graph, state, optimizers };
    }
    found = { ...recorded, changed: [...found.changed, ...recorded.changed.filter(isNew)] };
  }
  const names = found.created.map(({ name }) => name).join(', ');
  throw new TraceError(`The step creates variables at every call (${names}): create them outside of it.`);
}

function namedState({ changed, optimizers }: Recorded): Map<string, tf.Variable> {
  const slots = slotNames(optimizers);
  return new Map(changed.map((variable) => [slots.get(variable) ?? variable.name, variable]));
}

interface Plan {
  /** These become inputs and outputs. */
  readonly state: ReadonlyMap<string, tf.Variable>;
  readonly optimizers: readonly tf.Optimizer[];
  readonly turn: number;
  readonly block: number | undefined;
  readonly journal?: Journal | undefined;
}

interface Recorded extends VariableChanges {
  readonly graph: Graph;
  readonly optimizers: readonly tf.Optimizer[];
}

function recordStep(step: StepFunction, examples: readonly Example[], plan: Plan): Recorded {
  const rates = new TracedRates(plan.optimizers, plan.turn);
  const trace = () =>
    preservingVariables(({ standIn, changes }) =>
      record(
        ({ tracer, placeholder, expose, observe }) => {
          const inputs = examples.map((e, i) => placeholder(inputName(e, i), e.dtype, e.shape));
          for (const [name, variable] of plan.state) {
            standIn(variable, placeholder(stateInput(name), variable.dtype as DType, variable.shape));
          }
          observe({
            hostData: (data, shape, dtype) => {
              const rate = rates.valueFor(tracer, data, shape, dtype);
              if (!rate) plan.journal?.hostData(data, shape, dtype);
              return rate;
            },
            kernel: (name, attributes) => plan.journal?.kernel(name, attributes),
          });
          rates.begin();
          const result = step(...inputs);
          if (result instanceof Promise) {
            throw new TraceError('The step is asynchronous; only synchronous ones are traced.');
          }
          for (const [name, tensor] of result ? namedResults(result) : []) expose(name, tensor);
          for (const [name, variable] of plan.state) expose(stateOutput(name), variable);
          return { ...changes(), graph: tracer.graph };
        },
        { block: plan.block, putsFactorsOff: true },
      ),
    );
  try {
    return watchingOptimizers(plan.optimizers, plan.turn, trace);
  } finally {
    rates.end();
  }
}
