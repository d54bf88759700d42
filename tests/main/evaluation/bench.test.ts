import { describe, expect, it } from 'vitest';
import type { Peer } from '../../../main/services/bench/human-peer.ts';
import { benchPipeline } from '../../../main/services/bench/pipeline.ts';
import { randomTemplates } from '../../../main/services/bench/random-gallery.ts';

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
    const report = await benchPipeline({ ...common, peer: { peer }, rounds: 2, warmUp: 1 });
    expect(order).toEqual(['ours', 'peer', 'ours', 'peer', 'ours', 'peer']);
    expect(report).toMatchObject({
      samples: 2,
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
});
