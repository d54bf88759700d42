import { onnxFromTfjs } from '../../models/embed/from-tfjs.ts';
import { OnnxError } from '../../models/runtime/onnx-error.ts';
import { TfjsModelError } from '../../models/runtime/tfjs-files.ts';
import type { BroughtFiles } from './protocol.ts';
import { WeightsError } from './weights.ts';

/** A brought TensorFlow.js network as an ONNX file's bytes. Throws WeightsError in one sentence where it cannot be one. */
export async function convertModel({ files, said }: BroughtFiles): Promise<Uint8Array> {
  try {
    return await onnxFromTfjs(files, said);
  } catch (error) {
    if (error instanceof TfjsModelError || error instanceof OnnxError)
      throw new WeightsError('BAD_MODEL', error.message);
    throw error;
  }
}
