import { expect, test } from 'vitest';
import { type KnownInput, knownInputOf } from '../../../models/embed/known-input.ts';
import type { OnnxPort } from '../../../models/runtime/read-onnx.ts';
import { inputsInTopology } from '../../../models/runtime/tfjs-inputs.ts';

const of = (shape: OnnxPort['shape'], metadata: Record<string, string> = {}): KnownInput =>
  knownInputOf({
    inputs: [{ name: 'image', dtype: 'float32', shape }],
    metadata: new Map(Object.entries(metadata)),
  });

test('shapes go before metadata, and only the rest is assumed', () => {
  const metadata = { 'threshold.layout': 'nchw', 'threshold.mean': '0', 'threshold.mirror': 'true', licence: 'MIT' };
  expect(of(['N', 112, 112, 3], metadata)).toMatchObject({
    size: { value: 112, source: 'shape' },
    layout: { value: 'nhwc', source: 'shape' },
    mean: { value: 0, source: 'metadata' },
    std: { value: 127.5, source: 'assumed' },
    channels: { value: 'rgb', source: 'assumed' },
    mirror: { value: true, source: 'metadata' },
    licence: { value: 'MIT', source: 'metadata' },
    name: { value: undefined, source: 'assumed' },
  });
});

test('what neither says nor is assumed is left to the person', () => {
  for (const shape of [null, ['N', '', '', ''], [1, 2]] as const)
    expect(of(shape)).toMatchObject({
      size: { value: undefined, source: 'assumed' },
      layout: { value: undefined, source: 'assumed' },
    });
  expect(of(['N', 3, '', ''])).toMatchObject({
    size: { value: undefined },
    layout: { value: 'nchw', source: 'shape' },
  });
});

const topology = (format: 'graph-model' | 'layers-model', modelTopology: object, signature?: object) =>
  inputsInTopology({ format, artifacts: { modelTopology, signature, weightData: new ArrayBuffer(0) } as never });
const dim = ['-1', '112', '112', '3'].map((size) => ({ size }));
const wanted = { dtype: 'float32', shape: ['', 112, 112, 3] };

test('a TensorFlow.js topology tells its input, as each of its writers writes it', () => {
  const signature = { inputs: { image: { dtype: 'DT_FLOAT', tensorShape: { dim } } } };
  expect(topology('graph-model', { node: [] }, signature)).toEqual([{ name: 'image', ...wanted }]);
  const attr = { dtype: { type: 'DT_FLOAT' }, shape: { shape: { dim } } };
  const node = [{ name: 'x', op: 'Placeholder', attr }];
  expect(topology('graph-model', { node })).toEqual([{ name: 'x', ...wanted }]);
  const config = { name: 'in', dtype: 'float32', batch_input_shape: [null, 112, 112, 3] };
  const layers = [{ class_name: 'Conv2D', config }];
  for (const model of [
    { class_name: 'Sequential', config: { layers } },
    { class_name: 'Sequential', config: layers },
    { model_config: { class_name: 'Model', config: { layers } } },
  ])
    expect(topology('layers-model', model)).toEqual([{ name: 'in', ...wanted }]);
});

test('and where it does not tell, or is nonsense, nothing is known', () => {
  for (const nonsense of [
    {},
    { node: 3 },
    { config: null },
    { model_config: [] },
    { node: [null, { op: 'Placeholder' }] },
  ]) {
    expect(topology('graph-model', nonsense)).toEqual([]);
    expect(topology('layers-model', nonsense)).toEqual([]);
  }
});
