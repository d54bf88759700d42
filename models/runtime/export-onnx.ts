import type { LayersModel } from '@tensorflow/tfjs-layers';
import { traceFreeBatch } from './free-batch.ts';
import { functionOf, type GraphFunction } from './model-function.ts';
import { encodeOnnxModel, type OnnxModelOptions } from './onnx-model.ts';
import { type Example, mustBePure, type TensorFunction, trace } from './trace.ts';

export interface ExportOptions extends OnnxModelOptions {
  /** False: the file serves the example's batch size alone. Default: any; it is an error where the function does not allow it. */
  readonly freeBatch?: boolean;
  /** As in `compile`: refuses a function of which random numbers or JavaScript state would be frozen. Default true. */
  readonly strict?: boolean;
}

/**
 * A function or model as the bytes of an ONNX file (operator set 17), images channels last as in TensorFlow.js.
 * @throws TraceError where an operation cannot be traced or something would be frozen, FixedBatchError where the batch size cannot be free
 */
export function exportOnnx(
  target: TensorFunction | GraphFunction | LayersModel,
  examples: readonly Example[],
  options: ExportOptions = {},
): Uint8Array {
  const fn = functionOf(target);
  if (options.strict ?? true) mustBePure(fn, examples);
  const graph = options.freeBatch === false ? trace(fn, examples) : traceFreeBatch(fn, examples);
  return encodeOnnxModel(graph, options);
}
