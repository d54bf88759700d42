import * as tf from '@tensorflow/tfjs-core';
import { isKnown } from '../backend.ts';
import { TraceError } from '../trace-error.ts';
import type { DType, HostTensor } from '../types.ts';

/** A variable that came into being while the step ran, and what it held at first. */
interface Created {
  readonly variable: tf.Variable;
  /** Undefined when it was made from a value that is not known while tracing. */
  readonly initial: HostTensor | undefined;
}

/** What a run of a step did to TensorFlow.js's variables. */
export interface VariableChanges {
  /** Variables that hold another tensor than before, and all that were created, in order of their registration. */
  readonly changed: readonly tf.Variable[];
  readonly created: readonly tf.Variable[];
}

/** The parts of tfjs's engine that it does not declare. */
interface Engine {
  readonly registeredVariables: Readonly<Record<string, tf.Variable>>;
  makeVariable(initial: tf.Tensor, trainable?: boolean, name?: string, dtype?: tf.DataType): tf.Variable;
  trackTensor(tensor: tf.Tensor, backend: unknown): void;
  disposeTensor(tensor: tf.Tensor): void;
  readonly state: {
    readonly tensorInfo: WeakMap<object, { readonly backend: { incRef(dataId: object): void } }>;
  };
}

const engine = () => tf.engine() as unknown as Engine;

export const allVariables = (): tf.Variable[] => Object.values(engine().registeredVariables);

/** A preserved run's access to what is done to variables. */
export interface Preservation {
  /** Lets a tensor take a variable's place; only a later assignment counts as a change. */
  standIn(variable: tf.Variable, tensor: tf.Tensor): void;
  /** @throws TraceError when a variable was created from a value that is not known while tracing */
  changes(): VariableChanges;
}

interface Held {
  readonly variable: tf.Variable;
  readonly dataId: object;
  /** What the variable points to unless the step assigns to it. */
  expected: object;
}

/**
 * Runs `body` and puts every variable back as it was, also after an error: same data, same number of references. An
 * assignment only moves a variable's data id, so that a second reference keeps what it pointed to. Variables that `body`
 * created stay (optimisers keep theirs) and hold their first values again, on the backend that is current outside.
 */
export function preservingVariables<T>(body: (preservation: Preservation) => T): T {
  const held = new Map(allVariables().map((variable) => [variable, hold(variable)]));
  const { created, stop } = watchCreation();
  try {
    return body({
      standIn(variable, tensor) {
        variable.assign(tensor);
        (held.get(variable) as Held).expected = tensor.dataId;
      },
      changes: () => changesOf([...held.values()], created),
    });
  } finally {
    stop();
    for (const { variable, dataId } of held.values()) {
      if (variable.isDisposed) continue;
      engine().disposeTensor(variable);
      variable.dataId = dataId;
    }
    for (const { variable, initial } of created) {
      if (initial) assignHost(variable, initial);
      else variable.dispose();
    }
  }
}

function changesOf(held: readonly Held[], created: readonly Created[]): VariableChanges {
  const unknown = created.find(({ initial }) => initial === undefined);
  if (unknown) {
    const { name } = unknown.variable;
    throw new TraceError(`The step creates the variable ${name} from traced values: create it outside of the step.`);
  }
  const createdOnes = created.map(({ variable }) => variable);
  const moved = held.filter(({ variable, expected }) => variable.dataId !== expected).map(({ variable }) => variable);
  return { changed: [...moved, ...createdOnes], created: createdOnes };
}

/** Takes a second reference to what a variable points to. */
function hold(variable: tf.Variable): Held {
  const { dataId } = variable;
  const owner = engine().state.tensorInfo.get(dataId)?.backend;
  if (!owner) throw new TraceError(`The variable ${variable.name} was disposed but is still registered.`);
  owner.incRef(dataId);
  engine().trackTensor(variable, owner);
  return { variable, dataId, expected: dataId };
}

function watchCreation() {
  const created: Created[] = [];
  const e = engine();
  const make = e.makeVariable;
  e.makeVariable = (initial, ...rest) => {
    const variable = make.call(e, initial, ...rest);
    created.push({ variable, initial: isKnown(initial) ? hostOf(initial, initial.dataSync()) : undefined });
    return variable;
  };
  // The method lies on the engine's prototype: without an own one it is seen again.
  return { created, stop: () => Reflect.deleteProperty(e, 'makeVariable') };
}

/** Puts numbers from the host into a variable, on the current backend. */
export function assignHost(variable: tf.Variable, { data, shape, dtype }: HostTensor): void {
  const tensor = tf.tensor(data.slice(), [...shape], dtype);
  variable.assign(tensor);
  tensor.dispose();
}

/** A copy of a tensor's or variable's numbers. */
export const readTensor = async (tensor: tf.Tensor): Promise<HostTensor> => hostOf(tensor, await tensor.data());

const hostOf = (tensor: tf.Tensor, data: ArrayLike<number>): HostTensor => ({
  dtype: tensor.dtype as DType,
  shape: tensor.shape,
  data: (data as HostTensor['data']).slice(),
});
