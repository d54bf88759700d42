import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { chooseBackend } from '../../../main/engine/backends/choose.ts';
import { decodeImage } from '../../../main/engine/decode.ts';
import { takeSnapshot } from '../../../main/engine/snapshot.ts';
import { DEFAULT_MODEL, MODELS } from '../../../models/embed/registry.ts';
import { loadNetworks } from '../../../models/load-networks.ts';
import { thresholdAtFmr } from '../../../models/metrics/thresholds.ts';
import { createPipeline } from '../../../models/pipeline.ts';
import { project } from '../cli/cli.ts';

const cosine = (a: Float32Array, b: Float32Array): number => a.reduce((sum, value, i) => sum + value * b[i]!, 0);

test('in a picture of a visit the one it is of is recognised, and nobody else', async () => {
  const weight = async (name: string) => new Uint8Array(await readFile(join(project, 'models', 'weights', name)));
  const record = MODELS.get(DEFAULT_MODEL);
  const pipeline = createPipeline({ networks: await loadNetworks(record, weight, await chooseBackend()), record });
  const group = await decodeImage(await weight('samples/sample3.jpg'));
  const { faces } = await pipeline.analyse(group, { search: 'still' });
  expect(faces.length).toBeGreaterThanOrEqual(3);
  const { threshold } = thresholdAtFmr(record.thresholds.verify, 1e-4)!;
  for (const shown of faces.slice(0, 2)) {
    const snapshot = await decodeImage(await takeSnapshot(group, shown, faces));
    const found = await pipeline.analyse(snapshot, { search: 'still' });
    const nearest = (template: Float32Array) =>
      Math.max(-1, ...found.faces.map((face) => cosine(face.template, template)));
    expect(nearest(shown.template)).toBeGreaterThan(0.8);
    for (const other of faces) if (other !== shown) expect(nearest(other.template)).toBeLessThan(threshold);
  }
  pipeline.release();
});
