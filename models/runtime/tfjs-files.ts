import type { io } from '@tensorflow/tfjs-core';
import { byteLength } from './weight-bytes.ts';

/** One file of a saved model; the name is its path from where model.json lies, with `/` between folders. */
export interface NamedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Files of a TensorFlow.js model that cannot be used; the message is one sentence for the person who chose them. */
export class TfjsModelError extends Error {
  override readonly name = 'TfjsModelError';
}

export type TfjsFormat = 'graph-model' | 'layers-model';

/** A model of TensorFlow.js as it was saved, checked as far as that goes without running it. */
export interface TfjsFiles {
  readonly format: TfjsFormat;
  readonly artifacts: io.ModelArtifacts & { readonly weightData: ArrayBuffer };
  /** `userDefinedMetadata`, as far as it is text, numbers and yes or no. */
  readonly metadata: ReadonlyMap<string, string>;
}

/**
 * Reads model.json and its weight files
 * (https://www.tensorflow.org/js/guide/save_load: a topology, and a manifest of groups of shards).
 * @throws TfjsModelError where the JSON is no model, a file is missing or cut off, or a path leads out of the folder
 */
export function readTfjs(files: readonly NamedFile[]): TfjsFiles {
  const json = modelJsonOf(files);
  const { modelTopology, weightsManifest, signature, modelInitializer } = json;
  const groups = weightsManifest.map((group, i) => joined(group, i, files));
  const metadata = Object.entries(json.userDefinedMetadata ?? {}).flatMap(([key, value]) =>
    ['string', 'number', 'boolean'].includes(typeof value) ? [[key, String(value)] as const] : [],
  );
  return {
    format: formatOf(json),
    artifacts: {
      modelTopology,
      weightSpecs: weightsManifest.flatMap((group) => group.weights),
      weightData: concatenated(groups),
      ...(signature && { signature }),
      ...(modelInitializer && { modelInitializer }),
    },
    metadata: new Map(metadata),
  };
}

/**
 * Where a model's weights lie, as model.json says.
 * @param json the contents of model.json
 * @throws TfjsModelError where the JSON is no model, or a path leads out of its folder
 */
export const weightPathsOf = (json: Uint8Array): readonly string[] =>
  parsed(json).weightsManifest.flatMap(({ paths }) => paths);

function isModelJson(bytes: Uint8Array): boolean {
  try {
    parsed(bytes);
    return true;
  } catch {
    return false;
  }
}

function modelJsonOf(files: readonly NamedFile[]): io.ModelJSON {
  const jsons = files.filter(({ name }) => name.endsWith('.json'));
  const named = jsons.find(({ name }) => name === 'model.json') ?? (jsons.length === 1 ? jsons[0] : undefined);
  const model = named ?? jsons.find(({ bytes }) => isModelJson(bytes));
  if (!model) throw new TfjsModelError('There is no model.json among the files: choose the folder that holds it.');
  return parsed(model.bytes);
}

function parsed(bytes: Uint8Array): io.ModelJSON {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new TfjsModelError('model.json is not JSON, or is cut off: copy or download it again.');
  }
  const { modelTopology, weightsManifest } = (json ?? {}) as Partial<io.ModelJSON>;
  if (!isObject(modelTopology) || !Array.isArray(weightsManifest))
    throw new TfjsModelError(
      'model.json is no TensorFlow.js model: it has no modelTopology or no weightsManifest (a list of weights alone does not say how they are connected).',
    );
  for (const group of weightsManifest as readonly unknown[]) checkGroup(group);
  return json as io.ModelJSON;
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function checkGroup(group: unknown): void {
  const { paths, weights } = (group ?? {}) as { paths?: unknown; weights?: unknown };
  const malformed = new TfjsModelError('The list of weights in model.json is malformed.');
  if (!Array.isArray(paths) || !Array.isArray(weights)) throw malformed;
  for (const path of paths) {
    if (typeof path !== 'string') throw malformed;
    if (!staysInside(path))
      throw new TfjsModelError(
        `model.json names the weight file "${path.slice(0, 80)}", which does not lie in its own folder: such a model is not taken.`,
      );
  }
  for (const spec of weights as readonly Partial<io.WeightsManifestEntry>[]) {
    const isShape = Array.isArray(spec?.shape) && spec.shape.every((n) => Number.isSafeInteger(n) && n >= 0);
    if (typeof spec?.name !== 'string' || !isShape) throw malformed;
    if (byteLength({ ...(spec as io.WeightsManifestEntry), shape: [1] }) === 0)
      throw new TfjsModelError(
        `The weight "${spec.name.slice(0, 80)}" is of type ${String(spec.dtype).slice(0, 20)}, which is not read.`,
      );
  }
}

/** No absolute path, no address, no way up, on any system. */
const staysInside = (path: string): boolean =>
  !/^\/|[\\:]/.test(path) && !path.includes('\0') && path.split('/').every((part) => !['', '.', '..'].includes(part));

function formatOf({ format, modelTopology }: io.ModelJSON): TfjsFormat {
  if (format === 'graph-model' || format === 'layers-model') return format;
  if ('node' in modelTopology) return 'graph-model';
  if ('model_config' in modelTopology || 'class_name' in modelTopology || 'config' in modelTopology)
    return 'layers-model';
  throw new TfjsModelError('model.json is neither a graph model nor a layers model.');
}

/** A group's shards one after the other: tensors may reach over their borders. */
function joined(group: io.WeightsManifestConfig[number], i: number, files: readonly NamedFile[]): ArrayBuffer {
  const shards = group.paths.map((path) => {
    const file = files.find(({ name }) => name === path);
    if (!file)
      throw new TfjsModelError(`The weight file "${path}" is missing: choose the whole folder, model.json and all.`);
    return file.bytes;
  });
  const expected = group.weights.reduce((total, spec) => total + byteLength(spec), 0);
  const given = shards.reduce((total, shard) => total + shard.byteLength, 0);
  if (given !== expected)
    throw new TfjsModelError(
      `The weight files ${group.paths.length === 0 ? `of group ${i + 1}` : `"${group.paths.join('", "').slice(0, 200)}"`} hold ${given} bytes and model.json lists ${expected}: ` +
        `${given < expected ? 'one is cut off' : 'they belong to another model'}, copy or download them again.`,
    );
  return concatenated(shards);
}

export function concatenated(parts: readonly (Uint8Array | ArrayBuffer)[]): ArrayBuffer {
  const all = new Uint8Array(parts.reduce((total, part) => total + part.byteLength, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part instanceof ArrayBuffer ? new Uint8Array(part) : part, at);
    at += part.byteLength;
  }
  return all.buffer;
}
