import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { chooseBackend } from '../../../main/engine/backends/choose.ts';
import { DEFAULT_MODEL, MODELS } from '../../../models/embed/registry.ts';
import { loadNetworks } from '../../../models/load-networks.ts';
import { createPipeline, type Pipeline } from '../../../models/pipeline.ts';
import { identityOf } from '../../../models/synth/draw-identity.ts';
import { figureOf } from '../../../models/synth/figure.ts';
import { NEAR_FRONTAL, nuisanceOf } from '../../../models/synth/nuisance.ts';
import { createRenderer } from '../../../models/synth/render.ts';
import { project } from '../cli/cli.ts';

let pipeline: Pipeline;

beforeAll(async () => {
  const record = MODELS.get(DEFAULT_MODEL);
  const load = async (name: string) => new Uint8Array(await readFile(join(project, 'models', 'weights', name)));
  pipeline = createPipeline({ networks: await loadNetworks(record, load, await chooseBackend()), record });
});
afterAll(() => pipeline.release());

test('at least 95 % of near-frontal renders are found as one face, where it is', async () => {
  const render = createRenderer(112);
  const count = 200;
  let found = 0;
  for (let person = 0; person < count; person++) {
    const nuisance = nuisanceOf(9000 + person, NEAR_FRONTAL);
    const { faces } = await pipeline.analyse(render(figureOf(identityOf(9000 + person)), nuisance));
    if (faces.length !== 1) continue;
    const { box, landmarks } = faces[0]!;
    const [x, y] = [nuisance.frame.x * 112, nuisance.frame.y * 112];
    const inBox = x > box.x && x < box.x + box.width && y > box.y && y < box.y + box.height;
    // The eyes are drawn at the head's middle height, 0.29 half heights to both sides.
    const eyes = landmarks.slice(0, 2);
    const apart = (0.29 * 2 * nuisance.frame.size * 112) / 2;
    const distance = Math.hypot(eyes[0]!.x - eyes[1]!.x, eyes[0]!.y - eyes[1]!.y);
    if (inBox && Math.abs(distance / apart - 1) < 0.45) found++;
  }
  expect(found / count).toBeGreaterThanOrEqual(0.95);
});
