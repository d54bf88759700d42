import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { chooseBackend } from '../../../main/engine/backends/choose.ts';
import { resample } from '../../../models/detect/resample.ts';
import { DEFAULT_MODEL, MODELS } from '../../../models/embed/registry.ts';
import type { Point, RgbImage } from '../../../models/image.ts';
import { loadNetworks } from '../../../models/load-networks.ts';
import { createPipeline, type Pipeline } from '../../../models/pipeline.ts';
import { identityOf } from '../../../models/synth/draw-identity.ts';
import { figureOf } from '../../../models/synth/figure.ts';
import { NEAR_FRONTAL, type Nuisance, nuisanceOf } from '../../../models/synth/nuisance.ts';
import { createRenderer } from '../../../models/synth/render.ts';
import { surroundings } from '../../../models/track/surroundings.ts';
import { project } from '../cli/cli.ts';

let pipeline: Pipeline;
const render = createRenderer(224);

beforeAll(async () => {
  const record = MODELS.get(DEFAULT_MODEL);
  const load = async (name: string) => new Uint8Array(await readFile(join(project, 'models', 'weights', name)));
  pipeline = createPipeline({ networks: await loadNetworks(record, load, await chooseBackend()), record });
});
afterAll(() => pipeline.release());

const apart = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y);

/** The scene a moment later: the head went aside and nearer, and turned a little. */
const later = (scene: Nuisance): Nuisance => ({
  ...scene,
  pose: { ...scene.pose, yaw: scene.pose.yaw + 0.06, roll: scene.pose.roll + 0.04 },
  frame: { x: scene.frame.x + 0.03, y: scene.frame.y - 0.02, size: scene.frame.size * 1.04 },
});

test('followed, a face is where the detector would have found it', async () => {
  let compared = 0;
  for (let person = 0; person < 20; person++) {
    const figure = figureOf(identityOf(700 + person));
    const scene = nuisanceOf(700 + person, NEAR_FRONTAL);
    const before = await pipeline.analyse(render(figure, scene));
    const next = render(figure, later(scene));
    const found = await pipeline.analyse(next);
    if (before.faces.length !== 1 || found.faces.length !== 1) continue;
    const answer = await pipeline.follow(next, before.faces);
    // A mesh that is not quite sure leaves it to the detector, which is right too.
    if (answer === null) continue;
    const [face] = answer.followed;
    const [expected] = found.faces;
    const eyes = apart(expected!.landmarks[0], expected!.landmarks[1]);
    const off = expected!.landmarks.map((point, i) => apart(point, face!.landmarks[i]!) / eyes);
    expect(Math.max(...off)).toBeLessThan(0.12);
    expect(Math.abs(face!.box.width / expected!.box.width - 1)).toBeLessThan(0.2);
    expect(Math.abs(face!.pose.yaw - expected!.pose.yaw)).toBeLessThan(6);
    compared++;
  }
  expect(compared).toBeGreaterThanOrEqual(15);
});

test('a smaller picture of its surroundings tells the same of a face as the whole frame', async () => {
  const large = createRenderer(448);
  let compared = 0;
  for (let person = 0; person < 4; person++) {
    const figure = figureOf(identityOf(720 + person));
    const scene = nuisanceOf(720 + person, NEAR_FRONTAL);
    const { faces } = await pipeline.analyse(large(figure, scene));
    const frame = large(figure, later(scene));
    const whole = await pipeline.follow(frame, faces);
    if (faces.length !== 1 || whole === null) continue;
    const { scale, ...area } = surroundings(faces, frame, () => false)!;
    expect(scale).toBeLessThan(1);
    const [width, height] = [Math.round(area.width * scale), Math.round(area.height * scale)];
    const data = Uint8Array.from(resample(frame, area, width, height, 1, 0), Math.round);
    const place = { ...area, frameWidth: frame.width, frameHeight: frame.height };
    const part = await pipeline.follow({ width, height, data }, faces, place);
    const [[expected], [seen]] = [whole.followed, part!.followed];
    const eyes = apart(expected!.landmarks[0], expected!.landmarks[1]);
    const off = expected!.landmarks.map((point, i) => apart(point, seen!.landmarks[i]!) / eyes);
    expect(Math.max(...off)).toBeLessThan(0.03);
    expect(Math.abs(seen!.pose.yaw - expected!.pose.yaw)).toBeLessThan(2);
    expect(part).toMatchObject({ width: 448, height: 448 });
    const value = (one: typeof seen, name: string) => one!.quality.measures.find((m) => m.name === name)!.value;
    for (const name of ['size', 'exposure', 'edge'])
      expect(value(seen, name) / value(expected, name)).toBeCloseTo(1, 1);
    expect(seen!.quality.acceptable).toBe(expected!.quality.acceptable);
    compared++;
  }
  expect(compared).toBeGreaterThanOrEqual(3);
});

test('a face that is gone is not followed', async () => {
  const scene = nuisanceOf(700, NEAR_FRONTAL);
  const picture = render(figureOf(identityOf(700)), scene);
  const { faces } = await pipeline.analyse(picture);
  const grey: RgbImage = { ...picture, data: new Uint8Array(picture.data.length).fill(120) };
  expect(faces).toHaveLength(1);
  expect(await pipeline.follow(grey, faces)).toBeNull();
});
