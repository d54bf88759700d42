import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { project, scratchCli } from '../cli/cli.ts';
import { savedLayersModel } from './tiny-network.ts';

const frFeature = join(project, 'models', 'weights', 'fr_feature.onnx');
let cli: ReturnType<typeof scratchCli>;
beforeAll(() => {
  cli = scratchCli();
});
afterAll(() => cli.remove());

test('import, thresholds, use, list and remove from the command line', async () => {
  const imported = await cli.run(
    'models',
    'import',
    frFeature,
    '--id',
    'mine',
    '--channels',
    'bgr',
    '--mean',
    '127',
    '--std',
    '128',
    '--json',
  );
  expect(imported.stderr).toBe('');
  const { id } = imported.json<{ model: { id: string } }>().model;

  const early = await cli.run('models', 'use', id);
  expect(early.status).toBe(2);
  expect(early.stderr).toContain(`threshold models thresholds ${id}`);

  const table = join(cli.root, 'table.json');
  const rows = [
    { fmr: 0.1, threshold: 0.13 },
    { fmr: 0.001, threshold: 0.34 },
  ];
  writeFileSync(table, JSON.stringify({ model: { id: 'another' }, thresholdTable: rows }));
  expect((await cli.run('models', 'thresholds', id, table)).stderr).toContain(`is not a table of ${id}`);
  writeFileSync(table, JSON.stringify({ model: { id }, people: 12, nonMatedComparisons: 3400, thresholdTable: rows }));
  expect((await cli.run('models', 'thresholds', id, table)).stdout).toContain('12 people, 3,400 comparisons');

  expect((await cli.run('models', 'use', id)).stdout).toContain(`${id} is in use`);
  expect((await cli.run('models', 'list')).stdout).toContain(`* ${id}  512-d`);
  expect((await cli.run('models', 'remove', id)).stderr).toContain('in use');
  await cli.run('models', 'use', 'fr-feature-512');
  expect((await cli.run('models', 'remove', id)).stdout).toBe(`${id} was removed.\n`);
});

test('thresholds of an imported model are measured before it is chosen', async () => {
  const imported = await cli.run('models', 'import', frFeature, '--channels', 'bgr', '--json');
  const { id } = imported.json<{ model: { id: string } }>().model;
  const list = join(cli.root, 'list.tsv');
  const folder = join(project, 'models', 'weights', 'samples');
  writeFileSync(list, 'path\tidentity\nsample3.jpg\ta\nsample5.jpg\tb\nsample6.jpg\tc\n');
  const report = await cli.run('evaluate', 'thresholds', '--model', id, '--root', folder, '--images', list, '--json');
  expect(report.json<{ model: { id: string } }>().model.id).toBe(id);
});

test('a file that cannot be used, and one that is not there', async () => {
  const broken = join(cli.root, 'broken.onnx');
  writeFileSync(broken, '<html>');
  expect(await cli.run('models', 'import', broken)).toMatchObject({
    status: 3,
    stdout: '',
    stderr: 'BAD_MODEL: This is not an ONNX file.\n',
  });
  expect(await cli.run('models', 'import', 'nowhere.onnx')).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('cannot be read'),
  });
});

test('a TensorFlow.js model, by its folder or by its model.json', async () => {
  const folder = join(cli.root, 'rows');
  mkdirSync(folder);
  const files = await savedLayersModel({ 'threshold.mean': '0', 'threshold.std': '1' });
  for (const { name, bytes } of files) writeFileSync(join(folder, name), bytes);
  const imported = await cli.run('models', 'import', folder, '--id', 'rows', '--json');
  expect(imported.stderr).toBe('');
  const { model } = imported.json<{ model: { id: string; dimension: number } }>();
  expect(model.dimension).toBe(24);
  await cli.run('models', 'remove', model.id);
  const again = await cli.run('models', 'import', join(folder, 'model.json'), '--id', 'rows', '--json');
  expect(again.json<{ model: { id: string } }>().model.id).toBe(model.id);
  await cli.run('models', 'remove', model.id);
  rmSync(join(folder, files[2]!.name));
  expect(await cli.run('models', 'import', folder)).toMatchObject({
    status: 3,
    stderr: expect.stringMatching(/^BAD_MODEL: The weight file "group1-shard2of2\.bin" is missing[^\n]*\.\n$/),
  });
  writeFileSync(join(folder, 'model.json'), '<html>');
  expect((await cli.run('models', 'import', folder)).stderr).toMatch(/^BAD_MODEL: model\.json is not JSON/);
});
