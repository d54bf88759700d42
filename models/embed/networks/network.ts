import * as tf from '@tensorflow/tfjs-core';
import { unitRows } from '../../losses/distances.ts';
import { record } from '../../runtime/backend.ts';
import type { HostState } from '../../runtime/types.ts';
import { type Backbone, cnn, projection, residual, separable } from './backbones.ts';
import type { BackboneId, NetworkChoice } from './choice.ts';
import { DLIB_PREFIX, dlibLayers } from './dlib-layers.ts';
import { DLIB_INPUT_SIZE, dlibResnet } from './dlib-resnet.ts';
import { type LayerRecord, Layers, type WeightRequest, type WeightStore } from './layers.ts';

const FROM_NOTHING: Readonly<Record<Exclude<BackboneId, 'pretrained-projection'>, Backbone>> = {
  cnn,
  separable,
  residual,
};

/** Numbers of the pretrained network's embedding. */
export const PRETRAINED_DIMENSION = 128;

/** A network before it has weights. */
export interface NetworkDescription {
  /** Numbers that training changes. */
  readonly trainedParameters: number;
  /** With frozen ones; without moving statistics. */
  readonly parameters: number;
  /** Multiply-accumulates for one picture: convolutions and dense layers, as is usual. */
  readonly macs: number;
  readonly layers: readonly LayerRecord[];
  /** All weights and moving statistics in order of their first use. */
  readonly weights: readonly WeightRequest[];
}

/** Whether only a head on the frozen pretrained network is trained. */
export const isFrozen = ({ backbone, fineTune }: NetworkChoice): boolean =>
  backbone === 'pretrained-projection' && !fineTune;

/**
 * Pictures [n, s, s, 3] in {@link inputFormat} to embeddings [n, dimension], of any length.
 * @param training norms use the batch's own statistics
 */
export function embedPictures(
  choice: NetworkChoice,
  images: tf.Tensor4D,
  weights: WeightStore,
  training = false,
  note?: (layer: LayerRecord) => void,
): tf.Tensor2D {
  const layers = layersOf(choice, weights, training, note);
  const { backbone } = choice;
  if (backbone !== 'pretrained-projection') return FROM_NOTHING[backbone](layers, images, choice);
  return projection(layers, pretrainedFeatures(images, weights), choice);
}

/** The trained part alone of a frozen network: features [n, 128] of length 1 to embeddings. */
export const embedFeatures = (
  choice: NetworkChoice,
  features: tf.Tensor2D,
  weights: WeightStore,
  training = false,
): tf.Tensor2D => projection(layersOf(choice, weights, training), features, choice);

/** The pretrained network's embeddings at length 1: [n, 128]. */
export function pretrainedFeatures(images: tf.Tensor, weights: WeightStore): tf.Tensor2D {
  const own = new Proxy({} as Record<string, tf.Tensor>, {
    get: (_, name) => weights.get(dlibRequest(String(name))),
  });
  return unitRows(dlibResnet(images, own));
}

const DLIB_REQUESTS = new Map(dlibLayers().flatMap(({ weights }) => weights.map((w) => [w.name, w] as const)));

function dlibRequest(name: string): WeightRequest {
  const request = DLIB_REQUESTS.get(`${DLIB_PREFIX}${name}`);
  if (!request) throw new Error(`network: the pretrained network has no weight ${name}`);
  return request;
}

const layersOf = (
  { norm, activation }: NetworkChoice,
  weights: WeightStore,
  training: boolean,
  note?: (layer: LayerRecord) => void,
) => new Layers({ norm, activation, weights, training, ...(note && { record: note }) });

/** Weights by name from tensors. @throws when one is missing */
export const storeOf = (tensors: Readonly<Record<string, tf.Tensor>>, move?: WeightStore['move']): WeightStore => ({
  get({ name }) {
    const tensor = tensors[name];
    if (!tensor) throw new Error(`network: the weight ${name} is missing`);
    return tensor;
  },
  ...(move && { move }),
});

/**
 * Parameters, multiply-accumulates and layers, from a trace of the network for one picture: nothing is computed.
 * @throws RangeError on a choice that no network is made of
 */
export function describeNetwork(choice: NetworkChoice): NetworkDescription {
  checkChoice(choice);
  const requests = new Map<string, WeightRequest>();
  const layers: LayerRecord[] = [];
  const side = choice.inputSize;
  const weights: WeightStore = {
    get(request) {
      requests.set(request.name, request);
      return tf.zeros([...request.shape]);
    },
  };
  record(({ placeholder }) => {
    const images = placeholder('images', 'float32', [1, side, side, 3]) as tf.Tensor4D;
    embedPictures(choice, images, weights, false, (layer) => layers.push(layer));
  });
  if (choice.backbone === 'pretrained-projection') layers.unshift(...dlibLayers().map(({ layer }) => layer));
  const all = [...requests.values()];
  const trained = all.filter(
    ({ kind, name }) => kind === 'trained' && !(isFrozen(choice) && name.startsWith(DLIB_PREFIX)),
  );
  return {
    trainedParameters: trained.reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1), 0),
    parameters: layers.reduce((sum, { parameters }) => sum + parameters, 0),
    macs: layers.reduce((sum, { macs }) => sum + macs, 0),
    layers,
    weights: all,
  };
}

/** Limits of a form and the command line; ends included. */
export const NETWORK_LIMITS = {
  dimension: { low: 2, high: 1024 },
  width: { low: 4, high: 128 },
  inputSize: { low: 16, high: 160 },
} as const;

function checkChoice({ backbone, dimension, width, inputSize }: NetworkChoice): void {
  const pretrained = backbone === 'pretrained-projection';
  for (const [name, value] of Object.entries({ dimension, width, inputSize })) {
    const { low, high } = NETWORK_LIMITS[name as keyof typeof NETWORK_LIMITS];
    const least = pretrained && name === 'width' ? 0 : low;
    const most = pretrained && name === 'width' ? 1024 : high;
    if (!(Number.isInteger(value) && value >= least && value <= most))
      throw new RangeError(`network: ${name} is a whole number from ${least} to ${most}, not ${value}`);
  }
  if (pretrained && inputSize !== DLIB_INPUT_SIZE)
    throw new RangeError(`network: the pretrained network takes pictures of ${DLIB_INPUT_SIZE}, not ${inputSize}`);
  if (!pretrained && !(backbone in FROM_NOTHING)) throw new RangeError(`network: none is named ${backbone}`);
}

/**
 * A trained network as one function of pictures [n, s, s, 3] in {@link inputFormat}: [n, dimension], of length 1. To be
 * compiled, exported, or run eagerly. The tensors are the caller's to dispose of.
 */
export function trainedFunction(choice: NetworkChoice, tensors: Readonly<Record<string, tf.Tensor>>) {
  const weights = storeOf(tensors);
  return (images: tf.Tensor): tf.Tensor2D =>
    tf.tidy(() => unitRows(embedPictures(choice, images as tf.Tensor4D, weights)));
}

/** Tensors of a saved state, for {@link trainedFunction}. */
export const tensorsOf = (state: HostState): Record<string, tf.Tensor> =>
  Object.fromEntries([...state].map(([name, { data, shape, dtype }]) => [name, tf.tensor(data, [...shape], dtype)]));
