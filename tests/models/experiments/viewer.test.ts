import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { createOnnxRuntimeNode } from '../../../main/engine/backends/onnxruntime-node.ts';
import { FR_FEATURE_512 } from '../../../models/embed/records/fr-feature.ts';
import { toEnd } from '../../../models/experiments/check.ts';
import { type CheckInput, check, UNDER_TEST } from '../../../models/experiments/viewer/check.ts';
import { open, type ShownNetwork } from '../../../models/experiments/viewer/shown-network.ts';
import { unknownOperation } from '../../../models/experiments/viewer/unknown-operation.ts';
import { inspect } from '../../../models/inspect/layers.ts';
import { readNetwork } from '../../../models/inspect/read-network.ts';
import type { Executor } from '../../../models/runtime/types.ts';

const onnx = new Uint8Array(readFileSync(new URL('../../../models/weights/fr_feature.onnx', import.meta.url)));
const input: CheckInput = { seed: 1, runs: 1, people: 2 };
let executor: Executor;
beforeAll(async () => {
  executor = await createOnnxRuntimeNode();
});
const tools = () => ({ executor, network: async () => ({ record: FR_FEATURE_512, onnx }) });
const made = (value: string, ms: number) => ({ value, ms });

test('what is read of the files is what a run says, and it does not tell whom a network recognises', async () => {
  const { findings } = await toEnd(check(input, tools()));
  const of = (id: string) => findings.find((each) => each.id === id)!;
  expect(of('shapes').verdict).toBe('holds');
  expect(of('shapes').figures.layers).toBeGreaterThan(100);
  expect(of('costs').verdict).toBe('holds');
  expect(of('unknown').figures).toEqual({ boxes: 4, told: 2 });
  expect(of('where').verdict).not.toBe('holds');
  expect(of('tells')).toMatchObject({ verdict: 'does-not-hold', figures: { table: 0, histograms: 0, worth: 1 } });
});

test('other networks and other times change the verdicts', async () => {
  const { findings } = await toEnd(
    check(input, tools(), {
      // One layer's shape is told wrongly.
      inspect(file) {
        const told = UNDER_TEST.inspect(file);
        const [first, ...rest] = told.layers;
        return { ...told, layers: [{ ...first!, shapes: [[1, 2, 3]], macs: 0 }, ...rest] };
      },
      // The time is where the weights are, and adds up.
      async *time({ network: { layers } }) {
        return {
          whole: layers.reduce((sum, each) => sum + each.parameters, 0),
          layers: layers.map((each) => made(each.operation.outputs[0]!, each.parameters)),
        };
      },
      // A network that was left alone.
      spoil: (file) => file,
    }),
  );
  const verdict = (id: string) => findings.find((each) => each.id === id)!.verdict;
  expect(verdict('shapes')).toBe('holds-when');
  expect(verdict('costs')).not.toBe('holds');
  expect(verdict('where')).not.toBe('does-not-hold');
  expect(verdict('adding')).toBe('holds');
  expect(verdict('tells')).toBe('holds-when');
  await expect(toEnd(check({ ...input, people: 1 }, tools()))).rejects.toThrow(RangeError);
});

test('a page is told boxes, arrows and weights, and in a sentence what is no network', async () => {
  const shown = async (name: string, bytes: Uint8Array) => toEnd(open({ files: [{ name, bytes }], side: 64 }));
  const opened = (await shown('a.onnx', unknownOperation())) as { ok: true; network: ShownNetwork };
  expect(opened.network.layers.map(({ op, kind, shape }) => [op, kind, shape])).toEqual([
    ['float32', 'input', [1, 3, 32, 32]],
    ['Relu', 'known', [1, 3, 32, 32]],
    ['some.body.Mystery', 'unknown', null],
    ['Relu', 'known', null],
    ['Sigmoid', 'known', [1, 3, 32, 32]],
  ]);
  expect(opened.network.arrangement.places.map(({ level }) => level)).toEqual([0, 1, 2, 3, 2]);
  const weights = (await shown('fr.onnx', onnx)) as { ok: true; network: ShownNetwork };
  const [spread] = weights.network.layers.flatMap((layer) => layer.weights.map((weight) => weight.spread!));
  expect(spread!.counts.reduce((a, b) => a + b, 0)).toBe(
    inspect(readNetwork([{ name: 'a.onnx', bytes: onnx }]))
      .graph.weights.values()
      .next()
      .value!.shape.reduce((a, b) => a * b, 1),
  );
  for (const [name, bytes] of [
    ['a.onnx', onnx.subarray(0, 1000)],
    ['a.onnx', new TextEncoder().encode('nothing')],
    ['model.json', new TextEncoder().encode('{"modelTopology":{},"weightsManifest":[]}')],
    ['model.json', new TextEncoder().encode('{"modelTopology":{"node":[{"name":"a"}]},"weightsManifest":[]}')],
    [
      'model.json',
      new TextEncoder().encode(
        '{"modelTopology":{"model_config":{"class_name":"Sequential","config":7}},"weightsManifest":[]}',
      ),
    ],
  ] as const)
    expect(await shown(name, bytes)).toMatchObject({ ok: false, message: expect.stringMatching(/\w+.*[.:)]/) });
});
