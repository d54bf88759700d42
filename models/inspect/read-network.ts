import { type NamedFile, readTfjs, type TfjsFiles, TfjsModelError } from '../runtime/tfjs-files.ts';
import type { NetworkGraph } from './graph.ts';
import { faceApiModel } from './readers/face-api.ts';
import { graphOfGraphModel } from './readers/graph-model.ts';
import { graphOfLayersModel } from './readers/layers-model.ts';
import { graphOfOnnx } from './readers/onnx.ts';

/** A file beyond these is not opened: a page would stand still over it. */
export const LIMITS = { bytes: 256 * 2 ** 20, files: 1000, operations: 20_000 } as const;

/** What the files of a network are: an ONNX file, or a TensorFlow.js model as it was saved. */
export type NetworkFiles = { readonly onnx: Uint8Array } | { readonly tfjs: TfjsFiles };

/**
 * Sorts out what somebody brought: an ONNX file, model.json with its weights, or weights of face-api with their manifest.
 * @throws OnnxError, TfjsModelError: one sentence for who brought it
 */
export function networkFiles(files: readonly NamedFile[]): NetworkFiles {
  const bytes = files.reduce((sum, file) => sum + file.bytes.byteLength, 0);
  if (files.length === 0) throw new TfjsModelError('There is no file.');
  if (bytes > LIMITS.bytes || files.length > LIMITS.files)
    throw new TfjsModelError(
      `The files are ${Math.ceil(bytes / 2 ** 20)} MB in ${files.length}: more than ${LIMITS.bytes / 2 ** 20} MB, or than ${LIMITS.files} files, are not opened.`,
    );
  const onnx = files.find(({ name }) => name.endsWith('.onnx'));
  if (onnx !== undefined) return { onnx: onnx.bytes };
  if (files.length === 1 && !files[0]!.name.endsWith('.json')) return { onnx: files[0]!.bytes };
  const faceApi = faceApiModel(files);
  if (faceApi !== null) return { tfjs: faceApi };
  return { tfjs: readTfjs(inOneFolder(files)) };
}

/** A network as its files tell it; nothing is run, nothing of TensorFlow.js is loaded. @throws OnnxError, TfjsModelError */
export function readNetwork(files: readonly NamedFile[]): NetworkGraph {
  const read = networkFiles(files);
  const graph =
    'onnx' in read
      ? graphOfOnnx(read.onnx)
      : read.tfjs.format === 'graph-model'
        ? graphOfGraphModel(read.tfjs)
        : graphOfLayersModel(read.tfjs);
  if (graph.operations.length > LIMITS.operations)
    throw new TfjsModelError(
      `The network has ${graph.operations.length} operations; more than ${LIMITS.operations} are not shown.`,
    );
  return graph;
}

/** Names without the folder that all of them share: a folder that is dropped brings its own name along. */
function inOneFolder(files: readonly NamedFile[]): readonly NamedFile[] {
  const [first] = files;
  const folder = first!.name.slice(0, first!.name.indexOf('/') + 1);
  return folder !== '' && files.every(({ name }) => name.startsWith(folder))
    ? files.map(({ name, bytes }) => ({ name: name.slice(folder.length), bytes }))
    : files;
}
