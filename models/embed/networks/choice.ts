/** `pretrained-projection`: dlib's recognition network with a head of our own. The others begin from nothing. */
export type BackboneId = 'cnn' | 'separable' | 'residual' | 'pretrained-projection';
export type NormId = 'batch' | 'layer' | 'group' | 'none';
export type ActivationId = 'relu' | 'leaky-relu' | 'swish' | 'elu';

export const BACKBONES: readonly BackboneId[] = ['cnn', 'separable', 'residual', 'pretrained-projection'];
export const NORMS: readonly NormId[] = ['batch', 'layer', 'group', 'none'];
export const ACTIVATIONS: readonly ActivationId[] = ['relu', 'leaky-relu', 'swish', 'elu'];

/** Everything that decides a network's shape. */
export interface NetworkChoice {
  readonly backbone: BackboneId;
  /** Numbers of an embedding. */
  readonly dimension: number;
  /** Channels of the first block, of which the later ones have multiples. Of a projection: its hidden layer, 0 for none. */
  readonly width: number;
  readonly norm: NormId;
  readonly activation: ActivationId;
  /** Side of the square picture in pixels; 150 for the pretrained network. */
  readonly inputSize: number;
  /** Of the pretrained network: its own weights are trained, too. Otherwise only the head. */
  readonly fineTune: boolean;
}
