import { describe, expect, it } from 'vitest';
import { frameDecision, randomPeople } from '../../../main/services/bench/frame-decision.ts';
import { type Peer, startHumanPeer } from '../../../main/services/bench/human-peer.ts';
import { benchPipeline } from '../../../main/services/bench/pipeline.ts';
import { randomTemplates } from '../../../main/services/bench/random-gallery.ts';
import { ExactGallery } from '../../../main/services/evaluation/galleries.ts';
import type { AnalysedFace, ImageAnalysis } from '../../../models/pipeline.types.ts';

const frame = { width: 2, height: 1, data: new Uint8Array(6) };
const order: string[] = [];
const peer: Peer = {
  name: 'peer',
  version: '1',
  analyse: async () => {
    order.push('peer');
    return { ms: 1000, faces: 1, descriptionLength: 4 };
  },
  close: async () => {},
};
const decide = async (): Promise<{ faces: number; ms: { detect: number; search: number } }> => {
  order.push('ours');
  return { faces: 1, ms: { detect: 2, search: 1 } };
};
const common = { frames: [frame], decide, modelId: 'm', gallerySize: 3 };

describe('bench', () => {
  it('times both in turn and gives the ratio', async () => {
    order.length = 0;
    const report = await benchPipeline({ ...common, peer: { peer }, rounds: 9, warmUp: 1 });
    const turn = (who: string) => Array.from({ length: 5 }, () => who);
    expect(order).toEqual([...turn('ours'), ...turn('peer'), ...turn('ours'), ...turn('peer')]);
    expect(report).toMatchObject({
      samples: 9,
      human: { p50: 1000, p95: 1000 },
      stages: { detect: { p50: 2, p95: 2 } },
    });
    expect(report.ratioToHuman).toBe(1000 / report.p50);
  });

  it('does without the peer, and says so', async () => {
    const report = await benchPipeline({ ...common, peer: { missing: 'not installed' }, rounds: 1, warmUp: 0 });
    expect(report).toMatchObject({
      human: null,
      ratioToHuman: null,
      notes: ['ratioToHuman not measured: not installed'],
    });
  });

  it('refuses frames on which the work would not be the same', async () => {
    const none = { ...common, peer: { missing: '' }, decide: async () => ({ faces: 0, ms: {} }) };
    await expect(benchPipeline(none)).rejects.toThrow(/found 0 faces/);
    await expect(benchPipeline({ ...common, frames: [], peer: { missing: '' } })).rejects.toThrow(RangeError);
  });

  it('fills a gallery with unit templates, the same for a seed', () => {
    const templates = randomTemplates(50, 16, 3);
    expect(randomTemplates(50, 16, 3)).toEqual(templates);
    for (let row = 0; row < 50; row++)
      expect(Math.hypot(...templates.subarray(row * 16, row * 16 + 16))).toBeCloseTo(1, 5);
  });

  it('decides by threshold, over every face, and names the stages', async () => {
    const people = randomPeople(20, 16);
    const ms: ImageAnalysis['ms'] = { detect: 1, landmarks: 1, quality: 1, align: 1, embed: 1, total: 5 };
    // Only the template is read; a whole face would say no more here.
    const faceOf = (template: Float32Array): AnalysedFace => ({ template }) as AnalysedFace;
    const stranger = randomTemplates(1, 16, 99);
    const analyse = async () => ({ faces: [faceOf(people[3]!.templates[0]!), faceOf(stranger)], ms });
    const decided = await frameDecision({ analyse, gallery: new ExactGallery(people, 16), threshold: 0.99 })(frame);
    expect(decided).toMatchObject({ faces: 2, accepted: 1, ms: { detect: 1, engine: 5 } });
    expect(decided.ms).not.toHaveProperty('total');
    expect(decided.ms.search!).toBeGreaterThanOrEqual(0);
  });
});

describe('@vladmandic/human', () => {
  it('runs in its worker, and finds no face in a grey frame', async () => {
    const started = await startHumanPeer();
    if (!('peer' in started)) throw new Error(started.missing);
    const grey = { width: 640, height: 480, data: new Uint8Array(640 * 480 * 3).fill(128) };
    expect(await started.peer.analyse(grey)).toMatchObject({ faces: 0, descriptionLength: 0 });
    await started.peer.close();
  });
});
