import { dispose, type Tensor, tensor } from '@tensorflow/tfjs-core';
import type { layers, SymbolicTensor } from '@tensorflow/tfjs-layers';

type Layer = layers.Layer;
export type Weight = readonly [data: Float32Array, shape: readonly number[]];

/** Layers as they are added, each with a name that says its place, and its weights. */
export class LayerStack {
  private count = 0;

  /** A name for the next layer: the same graph gets the same names, whatever was built before in this process. */
  name(kind: string): string {
    this.count += 1;
    return `${kind}_${this.count}`;
  }

  add(layer: Layer, input: SymbolicTensor | SymbolicTensor[], weights: readonly Weight[] = []): SymbolicTensor {
    const output = layer.apply(input) as SymbolicTensor;
    if (weights.length === 0) return output;
    const tensors: Tensor[] = weights.map(([data, shape]) => tensor(data, [...shape], 'float32'));
    layer.setWeights(tensors);
    dispose(tensors);
    return output;
  }
}
