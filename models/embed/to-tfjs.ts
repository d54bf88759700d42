import { dispose, type Tensor } from '@tensorflow/tfjs-core';
import { tensorflowGraph } from '../runtime/export-graph-model.ts';
import { exportLayersModel } from '../runtime/export-layers-model.ts';
import type { Graph } from '../runtime/graph.ts';
import { encodeGraphModel } from '../runtime/graph-model/encode.ts';
import { OnnxError } from '../runtime/onnx-error.ts';
import { onnxToFunction } from '../runtime/onnx-to-tfjs/onnx-to-function.ts';
import { sentence } from '../runtime/sentence.ts';
import { type NamedFile, TfjsModelError } from '../runtime/tfjs-files.ts';
import type { Example, TensorFunction } from '../runtime/trace.ts';
import { writeTfjs } from '../runtime/write-tfjs.ts';
import { chipNameOf } from './chips.ts';
import type { ModelRecord } from './record.ts';

/** A graph model holds any of our operations; a layers model can be taken apart and trained further with TensorFlow.js's own API. */
export type TfjsExport = 'tfjs-graph' | 'tfjs-layers';

/**
 * An embedding network's ONNX file as the files of a TensorFlow.js model, with its record in the metadata: the inverse of
 * `onnxFromTfjs`, which reads it again. Pictures as in the record, any batch size where the file allows one.
 * @throws TfjsModelError or OnnxError, of one sentence each, where an operation cannot be written
 */
export async function tfjsFromOnnx(onnx: Uint8Array, record: ModelRecord, format: TfjsExport): Promise<NamedFile[]> {
  const { fn, weights, inputs, outputs } = onnxToFunction(onnx);
  try {
    if (inputs.length !== 1)
      throw new TfjsModelError(`The network has ${inputs.length} inputs, where one picture is taken.`);
    const { inputSize: side, layout } = record;
    const shape = layout === 'nhwc' ? [1, side, side, 3] : [1, 3, side, side];
    const first = outputs[0]?.name ?? '';
    const embedding: TensorFunction = (images) => ({ embedding: fn(images as Tensor, weights)[first] as Tensor });
    const metadata = metadataOf(record);
    const example = { name: 'image', dtype: 'float32', shape } as const;
    return format === 'tfjs-layers'
      ? await exportLayersModel(graphOf(embedding, example), metadata)
      : writeTfjs('graph-model', encodeGraphModel(graphOf(embedding, example)), metadata);
  } catch (error) {
    if (error instanceof TfjsModelError || error instanceof OnnxError) throw error;
    throw new TfjsModelError(`The network cannot be written as ${format}: ${sentence(error)}.`);
  } finally {
    dispose(weights);
  }
}

/** A function of an ONNX file depends on nothing but its inputs: it need not be held to that. */
function graphOf(fn: TensorFunction, example: Example): Graph {
  try {
    return tensorflowGraph(fn, [example], { strict: false });
  } catch (error) {
    // Not only FixedBatchError: a file that names its batch size refuses any other by an error of its own.
    if (!(error instanceof Error)) throw error;
    return tensorflowGraph(fn, [example], { strict: false, freeBatch: false });
  }
}

/** What `describe-onnx.ts` reads, in its words, and the record as a whole. */
function metadataOf(record: ModelRecord): Record<string, unknown> {
  const { inputSize, layout, channelOrder, mean, std, chip, mirrorAverage, licence, provenance, name, id } = record;
  const { weights: _, ...rest } = record;
  const chipName = chipNameOf(chip, inputSize);
  const said = {
    ...{ name: name ?? id, size: inputSize, layout, channels: channelOrder, mean, std },
    ...(chipName && { chip: chipName }),
    ...{ mirror: mirrorAverage, licence, provenance: provenance.en },
  };
  return {
    ...Object.fromEntries(Object.entries(said).map(([key, value]) => [`threshold.${key}`, String(value)])),
    record: rest,
  };
}
