import type { OnnxPort } from './read-onnx.ts';
import type { TfjsFiles } from './tfjs-files.ts';

/**
 * The inputs of a saved TensorFlow.js model, as far as its topology tells them without building it; where it does not,
 * there are none. Building the model is what decides.
 */
export function inputsInTopology({ format, artifacts }: Pick<TfjsFiles, 'format' | 'artifacts'>): OnnxPort[] {
  const topology = artifacts.modelTopology as Loose;
  return format === 'graph-model' ? graphInputs(topology, artifacts.signature as Loose) : layersInputs(topology);
}

/** JSON of which nothing is known yet. */
interface Loose {
  readonly [key: string]: Loose | undefined;
}

/** A port without its name, when the axes are numbers; -1 and null stand for any length. */
function port(name: string, dtype: unknown, axes: unknown): OnnxPort[] {
  if (!Array.isArray(axes)) return [];
  const isInt = /int/i.test(String(dtype));
  const shape = axes.map((axis) => (Number(axis ?? -1) >= 0 ? Number(axis) : ''));
  return [{ name, dtype: isInt ? 'int32' : 'float32', shape }];
}

const list = (value: unknown): readonly Loose[] => (Array.isArray(value) ? value : []);

const sizes = (shape: Loose | undefined): unknown => {
  const dim = shape?.dim;
  return Array.isArray(dim) ? dim.map((axis: Loose) => axis?.size ?? -1) : undefined;
};

function graphInputs(topology: Loose, signature: Loose | undefined): OnnxPort[] {
  const signed = Object.entries(signature?.inputs ?? {}).flatMap(([name, input]) =>
    port(name, input?.dtype, sizes(input?.tensorShape)),
  );
  if (signed.length > 0) return signed;
  return list(topology.node)
    .filter((node) => String(node?.op) === 'Placeholder')
    .flatMap((node) => port(String(node.name), node.attr?.dtype?.type, sizes(node.attr?.shape?.shape)));
}

/** Keras's own files say `batch_input_shape` of the first layer, and put the model below `model_config`. */
function layersInputs(topology: Loose): OnnxPort[] {
  const { config } = (topology.model_config ?? topology) as Loose;
  return list(Array.isArray(config) ? config : config?.layers)
    .slice(0, 1)
    .flatMap(({ config: layer }) =>
      port(
        String(layer?.name ?? 'input'),
        layer?.dtype,
        layer?.batch_input_shape ?? (layer as Loose | undefined)?.batchInputShape,
      ),
    );
}
