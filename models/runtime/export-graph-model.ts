import type { LayersModel } from '@tensorflow/tfjs-layers';
import { FixedBatchError, traceFreeBatch } from './free-batch.ts';
import type { Graph } from './graph.ts';
import { encodeGraphModel } from './graph-model/encode.ts';
import './graph-model/index.ts';
import { graphRuleFor } from './graph-model/table.ts';
import { functionOf, type GraphFunction } from './model-function.ts';
import { liveNodes } from './passes/dead-nodes.ts';
import type { NamedFile } from './tfjs-files.ts';
import { type Example, mustBePure, type TensorFunction, trace } from './trace.ts';
import { writeTfjs } from './write-tfjs.ts';

export interface GraphModelOptions {
  /** False: the model serves the example's batch size alone. Default: any; it is an error where the function does not allow it. */
  readonly freeBatch?: boolean;
  /** As in `compile`: refuses a function of which random numbers or JavaScript state would be frozen. Default true. */
  readonly strict?: boolean;
  /** Kept in the file as `userDefinedMetadata`. */
  readonly metadata?: Readonly<Record<string, unknown>>;
}

type Target = TensorFunction | GraphFunction | LayersModel;

/** A function recorded as TensorFlow operations, for the writers of TensorFlow.js's formats. Errors as in `exportGraphModel`. */
export function tensorflowGraph(target: Target, examples: readonly Example[], options: GraphModelOptions = {}): Graph {
  const fn = functionOf(target);
  if (options.strict ?? true) mustBePure(fn, examples);
  const tracing = { rules: graphRuleFor };
  if (options.freeBatch === false) return trace(fn, examples, undefined, tracing);
  const graph = traceFreeBatch(fn, examples, tracing);
  if (liveNodes(graph).some(({ origin }) => origin === 'batch'))
    throw new FixedBatchError('A shape depends on the batch size in a way that no constant says.');
  return graph;
}

/**
 * A function or model as the files of a TensorFlow.js graph model: model.json and shards of its weights.
 * @throws TraceError where an operation cannot be written or something would be frozen, FixedBatchError where the batch size cannot be free
 */
export function exportGraphModel(
  target: Target,
  examples: readonly Example[],
  options: GraphModelOptions = {},
): NamedFile[] {
  return writeTfjs('graph-model', encodeGraphModel(tensorflowGraph(target, examples, options)), options.metadata);
}
