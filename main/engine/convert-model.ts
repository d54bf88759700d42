import { onnxFromTfjs } from '../../models/embed/from-tfjs.ts';
import { onnxOfFunction } from '../../models/embed/open-network.ts';
import { tfjsFromOnnx } from '../../models/embed/to-tfjs.ts';
import { OnnxError } from '../../models/runtime/onnx-error.ts';
import { type NamedFile, TfjsModelError } from '../../models/runtime/tfjs-files.ts';
import type { BroughtFiles, ExportOrder } from './protocol.ts';
import { readWeights, WeightsError } from './weights.ts';

/** A brought TensorFlow.js network as an ONNX file's bytes. Throws WeightsError in one sentence where it cannot be one. */
export const convertModel = ({ files, said }: BroughtFiles): Promise<Uint8Array> => inWords(onnxFromTfjs(files, said));

/** The other way: an ONNX file, or model.json and its weights. Throws WeightsError in one sentence where an operation cannot be written. */
export async function writeModel({ onnx, record, format }: ExportOrder, weightsDir: string): Promise<NamedFile[]> {
  const bytes = onnx ?? (await onnxOfFunction(record, (name) => readWeights(weightsDir, name)));
  if (format === 'onnx') return [{ name: `${record.id}.onnx`, bytes }];
  return inWords(tfjsFromOnnx(bytes, record, format));
}

async function inWords<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof TfjsModelError || error instanceof OnnxError)
      throw new WeightsError('BAD_MODEL', error.message);
    throw error;
  }
}
