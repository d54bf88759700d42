import * as tf from '@tensorflow/tfjs-core';
import './kernels/index.ts';
import { ruleFor } from './kernels/table.ts';
import { sizeOf, type TypedArray } from './shapes.ts';
import type { TraceBackend } from './trace-backend.ts';
import { TraceError } from './trace-error.ts';
import type { KernelInputs, Tracer } from './tracer.ts';
import type { DType } from './types.ts';
import { Value } from './value.ts';

/**
 * Records one kernel by its rule, or computes it at once when all its inputs are constants.
 * @throws TraceError when there is no rule; other errors of a rule are given the kernel's name and operands
 */
export function callKernel(
  b: TraceBackend,
  tracer: Tracer,
  kernel: string,
  inputs: KernelInputs,
  attributes: object,
): Value[] {
  const values = Object.values(inputs);
  if (values.every((value) => value.isConstant)) return fold(b, kernel, inputs, attributes);
  const rule = (tracer.rules ?? ruleFor)(kernel);
  if (!rule) {
    if (tracer.rules) throw new TraceError(`The operation ${kernel} cannot be written in this format.`);
    throw new TraceError(
      `The TensorFlow.js kernel ${kernel} has no tracing rule. Express it with other operations, or add a rule to models/runtime/kernels.`,
    );
  }
  const outer = tracer.graph.origin;
  tracer.graph.origin = outer || kernel;
  try {
    const result = rule(tracer, inputs, attributes);
    return (Array.isArray(result) ? result : [result]).map((value) =>
      sizeOf(value.shape) === 0 ? tracer.uniform(value.shape, 0, value.dtype) : value,
    );
  } catch (error) {
    throw described(error, kernel, inputs);
  } finally {
    tracer.graph.origin = outer;
  }
}

/** Computes a kernel of constants at once, on the plain JavaScript backend. */
function fold(b: TraceBackend, kernel: string, inputs: KernelInputs, attributes: object): Value[] {
  const config = tf.getKernel(kernel, 'cpu');
  if (!config) throw new TraceError(`The kernel ${kernel} is not in TensorFlow.js's JavaScript backend.`);
  const tensors = Object.fromEntries(
    Object.entries(inputs).map(([name, value]) => [
      name,
      b.makeTensorInfo([...value.shape], value.dtype, value.data as tf.backend_util.BackendValues),
    ]),
  );
  // Kernels of a list of tensors (Concat, AddN, Pack) are given an array-like, keyed 0, 1, 2 …
  const isList = Object.keys(tensors).every((key, i) => key === String(i)) && Object.keys(tensors).length > 0;
  const given = (isList ? Object.values(tensors) : tensors) as tf.NamedTensorInfoMap;
  const result = config.kernelFunc({ inputs: given, attrs: attributes as tf.NamedAttrMap, backend: b });
  const results = Array.isArray(result) ? result : [result];
  const values = results.map(({ dataId, shape, dtype }) =>
    Value.constant(b.readSync(dataId) as TypedArray, shape, dtype as DType),
  );
  for (const tensor of [...Object.values(tensors), ...results]) b.disposeIntermediateTensorInfo(tensor);
  return values;
}

function described(error: unknown, kernel: string, inputs: KernelInputs): unknown {
  if (!(error instanceof Error) || error.message.startsWith('[')) return error;
  const operands = Object.entries(inputs).map(([name, v]) => `${name}: ${v.dtype}[${v.shape}]`);
  error.message = `[${kernel}(${operands.join(', ')})] ${error.message}`;
  return error;
}
