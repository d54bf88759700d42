import type { Tensor } from '@tensorflow/tfjs-core';
import { dispose } from '@tensorflow/tfjs-core';
import { exportOnnx } from '../runtime/export-onnx.ts';
import { FixedBatchError } from '../runtime/free-batch.ts';
import { loadTfjsModel } from '../runtime/load-tfjs-model.ts';
import { functionOf, type GraphFunction } from '../runtime/model-function.ts';
import { OnnxError } from '../runtime/onnx-error.ts';
import type { OnnxPort } from '../runtime/read-onnx.ts';
import { sentence } from '../runtime/sentence.ts';
import { type NamedFile, readTfjs, type TfjsFiles, TfjsModelError } from '../runtime/tfjs-files.ts';
import { namedResults, type TensorFunction } from '../runtime/trace.ts';
import { type Described, imageInputOf } from './describe-onnx.ts';

/**
 * A person's own embedding network of TensorFlow.js as the bytes of an ONNX file, which then goes the way of any other.
 * It is traced, not only read: do it where a crash or a hang harms nobody. Its `userDefinedMetadata` goes along.
 * @throws TfjsModelError or OnnxError, of one sentence each
 */
export async function onnxFromTfjs(files: readonly NamedFile[], said: Described): Promise<Uint8Array> {
  const read = readTfjs(files);
  const model = await loadTfjsModel(read);
  try {
    const { layout, size } = imageInputOf({ inputs: inputsOf(model), metadata: read.metadata }, said);
    const shape = layout === 'nhwc' ? [1, size, size, 3] : [1, 3, size, size];
    const example = { name: 'image', dtype: 'float32', shape } as const;
    const options = { metadata: Object.fromEntries(read.metadata), name: read.format };
    const fn = embedding(functionOf(model));
    try {
      return exportOnnx(fn, [example], options);
    } catch (error) {
      if (!(error instanceof FixedBatchError)) throw error;
      return exportOnnx(fn, [example], { ...options, freeBatch: false });
    }
  } catch (error) {
    if (error instanceof TfjsModelError || error instanceof OnnxError) throw error;
    throw new TfjsModelError(`This ${wordsFor(read)} cannot be converted: ${sentence(error)}.`);
  } finally {
    model.dispose();
  }
}

const wordsFor = ({ format }: TfjsFiles): string => format.replace('-', ' ');

/** TensorFlow.js writes an axis of any length as -1 or null. */
const inputsOf = (model: Pick<GraphFunction, 'inputs'> | { readonly inputs: readonly unknown[] }): OnnxPort[] =>
  (model.inputs as GraphFunction['inputs']).map(({ name, dtype, shape }) => ({
    name,
    dtype: dtype as OnnxPort['dtype'],
    shape: shape?.map((length) => (length === null || length < 0 ? '' : length)) ?? null,
  }));

/** A network may answer more than one thing (age, sex, a template): the longest vector a face is taken. */
const embedding =
  (fn: TensorFunction): TensorFunction =>
  (...images) => {
    const results = namedResults(fn(...images)).map(([, tensor]) => tensor);
    const vectors = results.filter(({ dtype, shape }) => dtype === 'float32' && lengthOf(shape) !== undefined);
    const longest = vectors.toSorted((a, b) => (lengthOf(b.shape) ?? 0) - (lengthOf(a.shape) ?? 0))[0];
    const chosen = longest ?? (results[0] as Tensor);
    dispose(results.filter((tensor) => tensor !== chosen));
    return { embedding: chosen };
  };

/** Numbers a face, where they lie along one axis; axes of length 1 beside it do no harm. */
function lengthOf(shape: readonly number[]): number | undefined {
  const rest = shape.slice(1).filter((length) => length !== 1);
  return shape.length >= 2 && rest.length === 1 ? rest[0] : undefined;
}
