import { inputFormat } from '../../../models/embed/networks/input-format.ts';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, describe, expect, test } from 'vitest';
import { chipFor } from '../../../models/embed/chips.ts';
import { ACTIVATIONS, type BackboneId, type NetworkChoice, NORMS } from '../../../models/embed/networks/choice.ts';
import type { WeightRequest } from '../../../models/embed/networks/layers.ts';
import { describeNetwork, embedFeatures, storeOf, trainedFunction } from '../../../models/embed/networks/network.ts';
import type { ModelRecord } from '../../../models/embed/record.ts';
import { tfjsFromOnnx } from '../../../models/embed/to-tfjs.ts';
import { exportGraphModel, tensorflowGraph } from '../../../models/runtime/export-graph-model.ts';
import { exportLayersModel } from '../../../models/runtime/export-layers-model.ts';
import { exportOnnx } from '../../../models/runtime/export-onnx.ts';
import { loadTfjsModel } from '../../../models/runtime/load-tfjs-model.ts';
import { functionOf } from '../../../models/runtime/model-function.ts';
import { type NamedFile, readTfjs } from '../../../models/runtime/tfjs-files.ts';
import { namedResults } from '../../../models/runtime/trace.ts';

const FORMATS = ['tfjs-graph', 'tfjs-layers'] as const;
const RECORD = {
  kind: 'onnx' as const,
  ...{ id: 'a-network', version: '1', sha256: '0', weights: 'somewhere', dimension: 6 },
  ...{ mirrorAverage: false, thresholds: { measuredOn: '', verify: [] }, licence: 'ours', trainingDataStated: true },
  provenance: { en: 'made up', zh: '虚构' },
} satisfies Partial<ModelRecord>;

afterEach(() => tf.disposeVariables());

/** Weights that leave nothing at its neutral value: shifts, and statistics that differ. */
const weightsOf = (choice: NetworkChoice): Record<string, tf.Tensor> => weightsFor(describeNetwork(choice).weights);

function weightsFor(weights: readonly WeightRequest[]): Record<string, tf.Tensor> {
  return Object.fromEntries(
    weights.map(({ name, shape, fanIn }, i) => {
      const deviation = fanIn === 1 ? 0.3 : Math.sqrt(2 / fanIn);
      const mean = name.endsWith('scale') || name.endsWith('variance') ? 1 : 0;
      const spread = tf.randomNormal([...shape], mean, deviation, 'float32', i + 1);
      return [name, name.endsWith('variance') ? tf.add(tf.abs(spread), 0.2) : spread];
    }),
  );
}

/** Of a network on the pretrained one: what is trained. */
const headOf = (choice: NetworkChoice): Record<string, tf.Tensor> => {
  const { weights } = describeNetwork(choice);
  return weightsFor(weights.filter(({ name }) => name.startsWith('projection/')));
};

const choiceOf = (backbone: BackboneId, rest: Partial<NetworkChoice>): NetworkChoice => ({
  ...{ backbone, dimension: 6, width: 8, norm: 'batch', activation: 'relu', fineTune: false },
  // Odd sides, so that "same" padding is lopsided somewhere.
  ...{ inputSize: backbone === 'pretrained-projection' ? 150 : 22, ...rest },
});

const recordOf = (choice: NetworkChoice): ModelRecord => ({
  ...RECORD,
  ...inputFormat(choice),
  chip: chipFor('arcface-5pt', choice.inputSize),
});

/** Largest difference between what the files compute and what was expected. */
async function difference(files: readonly NamedFile[], input: tf.Tensor, expected: tf.Tensor): Promise<number> {
  const model = await loadTfjsModel(readTfjs(files));
  const [[, result]] = namedResults(functionOf(model)(input)) as [[string, tf.Tensor]];
  expect(result.shape).toEqual(expected.shape);
  const worst = tf.max(tf.abs(tf.sub(result, expected))).dataSync()[0] as number;
  model.dispose();
  return worst;
}

/** Both formats of a network, or the one asked for, against the network itself. */
async function holds(choice: NetworkChoice, formats: readonly (typeof FORMATS)[number][], batches: readonly number[]) {
  const fn = trainedFunction(choice, weightsOf(choice));
  const { inputSize: side } = choice;
  const example = { dtype: 'float32', shape: [1, side, side, 3] } as const;
  const onnx = exportOnnx((x) => fn(x as tf.Tensor), [example], { strict: false });
  const pairs = batches.map((batch) => {
    const images = tf.randomUniform([batch, side, side, 3], -1, 1, 'float32', batch);
    return [images, fn(images)] as const;
  });
  for (const format of formats) {
    const files = await tfjsFromOnnx(onnx, recordOf(choice), format);
    for (const [images, expected] of pairs) expect(await difference(files, images, expected)).toBeLessThan(1e-5);
  }
}

test('the whole pretrained network with a head computes the same in both formats', async () => {
  await holds(choiceOf('pretrained-projection', { norm: 'group' }), FORMATS, [1]);
});

describe.each(FORMATS)('%s', (format) => {
  describe.each(['cnn', 'separable', 'residual'] as const)('of a %s network computes the same', (backbone) => {
    test.each(NORMS)('with %s norm and every activation, for batches of 1 and 3', async (norm) => {
      for (const activation of ACTIVATIONS) await holds(choiceOf(backbone, { norm, activation }), [format], [1, 3]);
    });
  });

  test('of a head on the pretrained network, with every norm and activation', async () => {
    for (const norm of NORMS)
      for (const activation of ACTIVATIONS) {
        const choice = choiceOf('pretrained-projection', { norm, activation });
        const store = storeOf(headOf(choice));
        const fn = (x: tf.Tensor) => embedFeatures(choice, x as tf.Tensor2D, store);
        const example = { name: 'features', dtype: 'float32', shape: [1, 128] } as const;
        const files =
          format === 'tfjs-graph'
            ? exportGraphModel(fn as never, [example], { strict: false })
            : await exportLayersModel(tensorflowGraph(fn as never, [example], { strict: false }));
        const features = tf.randomNormal([3, 128], 0, 0.1, 'float32', 7);
        expect(await difference(files, features, fn(features))).toBeLessThan(1e-5);
      }
  });
});
