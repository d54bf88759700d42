import * as tf from '@tensorflow/tfjs-core';
import { callKernel } from './call-kernel.ts';
import { definedKernels } from './kernels/table.ts';
import type { Shape } from './shapes.ts';
import { type HostDataHook, TraceBackend } from './trace-backend.ts';
import { TraceError } from './trace-error.ts';
import { Tracer, type TracerOptions } from './tracer.ts';
import type { DType } from './types.ts';
import { located, withDeepStacks } from './user-frame.ts';

/** Name under which the recording backend is known to tfjs. */
export const TRACE_BACKEND = 'trace';

let backend: TraceBackend | undefined;
let current: Running | undefined;

/** What is told of a traced function as it runs; strict mode and the learning rate hang on it. */
export interface Observer {
  readonly hostData?: HostDataHook;
  /** Called before each kernel that the function runs, recorded or folded. */
  readonly kernel?: (name: string, attributes: object) => void;
}

interface Running {
  readonly tracer: Tracer;
  observer: Observer;
}

/** Registers the recording backend and its kernels with tfjs; later calls do nothing. */
function register(): TraceBackend {
  if (backend) return backend;
  const created = new TraceBackend();
  backend = created;
  // Priority 0: tfjs never picks it by itself.
  tf.registerBackend(TRACE_BACKEND, () => created, 0);
  const onCpu = tf.getKernelsForBackend('cpu').map((config) => config.kernelName);
  for (const kernelName of new Set([...onCpu, ...definedKernels()])) {
    tf.registerKernel({
      kernelName,
      backendName: TRACE_BACKEND,
      kernelFunc: ({ inputs, attrs }) => runKernel(created, kernelName, inputs, attrs ?? {}),
    });
  }
  return created;
}

function runKernel(b: TraceBackend, kernel: string, inputs: tf.NamedTensorInfoMap, attributes: object) {
  if (!current) throw new TraceError('The trace backend computes nothing by itself: use compile().');
  const { tracer, observer } = current;
  observer.kernel?.(kernel, attributes);
  const listening = b.onHostData;
  b.onHostData = undefined;
  try {
    const present = Object.entries(inputs).filter(([, tensor]) => tensor != null);
    const values = Object.fromEntries(
      present.map(([name, tensor]) => [name, b.valueFor(tensor as tf.TensorInfo, tracer)]),
    );
    const results = callKernel(b, tracer, kernel, values, attributes);
    const tensors = results.map((value) => b.tensorOf(value, tracer));
    return MANY_OUTPUTS.has(kernel) || tensors.length !== 1 ? tensors : (tensors[0] as tf.TensorInfo);
  } finally {
    b.onHostData = listening;
  }
}

/** Kernels whose result is a list even when it holds one tensor. */
const MANY_OUTPUTS = new Set(['SplitV', 'Unpack']);

/** False for a tensor that only stands for a value while a function is traced. */
export const isKnown = (tensor: tf.Tensor): boolean => backend?.isKnown(tensor) ?? true;

/** A traced function's access to the running recording. */
export interface Recording {
  readonly tracer: Tracer;
  /** A tensor that stands for an input of the graph. */
  placeholder(name: string, dtype: DType, shape: Shape): tf.Tensor;
  /** Makes a tensor an output of the graph. */
  expose(name: string, tensor: tf.Tensor): void;
  /** Watches the function from here on. */
  observe(observer: Observer): void;
}

/**
 * Runs `body` with the recording backend in charge; the former backend is back afterwards, also after an error.
 * @throws whatever `body` throws; errors of this runtime and of TensorFlow.js say where in the user's code they arose
 */
export function record<T>(body: (recording: Recording) => T, options?: TracerOptions): T {
  if (current) throw new TraceError('A trace is running already: compile() cannot be called inside a traced function.');
  const b = register();
  const before = tf.getBackend() || 'cpu';
  const tracer = new Tracer((t, kernel, inputs, attributes) => callKernel(b, t, kernel, inputs, attributes), options);
  const running: Running = { tracer, observer: {} };
  current = running;
  // Resolves at once for a backend that is made synchronously; the switch itself happens before the promise is returned.
  void tf.setBackend(TRACE_BACKEND);
  tf.engine().startScope();
  try {
    return withDeepStacks(() =>
      body({
        tracer,
        placeholder: (name, dtype, shape) =>
          tf.engine().makeTensorFromTensorInfo(b.tensorOf(tracer.input(name, dtype, shape), tracer)),
        expose: (name, tensor) => tracer.output(name, b.valueFor(tensor, tracer)),
        observe(observer) {
          running.observer = observer;
          b.onHostData = observer.hostData && { hook: observer.hostData, tracer };
        },
      }),
    );
  } catch (error) {
    throw located(error);
  } finally {
    b.onHostData = undefined;
    tf.engine().endScope();
    void tf.setBackend(before);
    current = undefined;
  }
}
