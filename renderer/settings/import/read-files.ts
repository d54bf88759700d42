import { type KnownInput, knownInputOf } from '../../../models/embed/known-input.ts';
import { OnnxError } from '../../../models/runtime/onnx-error.ts';
import { readOnnx } from '../../../models/runtime/read-onnx.ts';
import { type NamedFile, readTfjs, TfjsModelError, weightPathsOf } from '../../../models/runtime/tfjs-files.ts';
import { inputsInTopology } from '../../../models/runtime/tfjs-inputs.ts';

/** A network that was chosen, and what its files say of it. */
export interface ReadModel {
  readonly format: 'onnx' | 'graph-model' | 'layers-model';
  /** The file's name, or its folder's. */
  readonly name: string;
  readonly bytes: number;
  readonly known: KnownInput;
  /** For `models.import`. */
  readonly files: { readonly onnx: Uint8Array<ArrayBuffer> } | { readonly tfjs: NamedFile[] };
}

/** Why the files cannot be a network: its kind, and the reader's own sentence (English). */
export interface Unreadable {
  readonly problem: 'none' | 'large' | 'bad';
  readonly sentence: string;
}

/** What one message to the host may hold (main/web/server.ts), with room for the rest of it. */
const most = 250 * 1024 * 1024;

/** Reads an .onnx file or a TensorFlow.js folder here, without the host: nothing is opened yet that could run. */
export async function readFiles(files: readonly File[]): Promise<ReadModel | Unreadable> {
  try {
    const onnx = files.find(({ name }) => name.toLowerCase().endsWith('.onnx'));
    if (onnx !== undefined) return await readOnnxFile(onnx);
    const json = modelJson(files);
    return json === undefined ? { problem: 'none', sentence: '' } : await readFolder(json, files);
  } catch (error) {
    if (error instanceof OnnxError || error instanceof TfjsModelError)
      return { problem: 'bad', sentence: error.message };
    throw error;
  }
}

const modelJson = (files: readonly File[]): File | undefined => {
  const jsons = files.filter(({ name }) => name.endsWith('.json'));
  return jsons.find(({ name }) => name === 'model.json') ?? (jsons.length === 1 ? jsons[0] : undefined);
};

async function readOnnxFile(file: File): Promise<ReadModel | Unreadable> {
  if (file.size > most) return { problem: 'large', sentence: '' };
  const onnx = await bytesOf(file);
  return { format: 'onnx', name: file.name, bytes: file.size, known: knownInputOf(readOnnx(onnx)), files: { onnx } };
}

/** Only model.json and the weights that it names go on; whatever else lies in the folder stays where it is. */
async function readFolder(json: File, files: readonly File[]): Promise<ReadModel | Unreadable> {
  const folder = pathOf(json).slice(0, -json.name.length);
  const jsonBytes = await bytesOf(json);
  const tfjs: NamedFile[] = [{ name: 'model.json', bytes: jsonBytes }];
  let bytes = jsonBytes.byteLength;
  for (const name of weightPathsOf(jsonBytes)) {
    // Files chosen one by one come without their folders.
    const file = files.find((one) => pathOf(one) === folder + name) ?? files.find((one) => pathOf(one) === name);
    if (file === undefined) continue;
    bytes += file.size;
    if (bytes > most) return { problem: 'large', sentence: '' };
    tfjs.push({ name, bytes: await bytesOf(file) });
  }
  const read = readTfjs(tfjs);
  const known = knownInputOf({ inputs: inputsInTopology(read), metadata: read.metadata });
  const name = folder.split('/').findLast((part) => part !== '' && part !== '.') ?? json.name;
  return { format: read.format, name, bytes, known, files: { tfjs } };
}

/** Where a file lies below the folder that was chosen or dropped (a dropped one has a `path` from the drop zone). */
function pathOf(file: File): string {
  const { path } = file as File & { path?: string };
  return (file.webkitRelativePath || path || file.name).replace(/^\.?\//, '');
}

const bytesOf = async (file: File): Promise<Uint8Array<ArrayBuffer>> => new Uint8Array(await file.arrayBuffer());
