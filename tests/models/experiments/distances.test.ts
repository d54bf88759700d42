import { expect, test } from 'vitest';
import { DISTANCES, distanceIds } from '../../../models/distances/registry.ts';
import { normalise } from '../../../models/embed/normalise.ts';
import { type CheckResult, toEnd } from '../../../models/experiments/check.ts';
import { type Distances, tasks } from '../../../models/experiments/distances.ts';
import { seededRandom } from '../../../models/metrics/seeded-random.ts';

const input = { seed: 3, draws: 300, galleries: 20, people: 3 };
const verdicts = ({ findings }: CheckResult) => Object.fromEntries(findings.map(({ id, verdict }) => [id, verdict]));
const production = Object.fromEntries(distanceIds.map((id) => [id, DISTANCES[id].between])) as Distances;
const with_ = async (changed: Partial<Distances>) =>
  verdicts(await toEnd(tasks.check(input, { ...production, ...changed })));

test('ten are metrics, Minkowski only from p = 1, cosine, correlation, KL and Bray–Curtis are none', async () => {
  const result = await toEnd(tasks.check(input));
  expect(verdicts(result)).toMatchObject({
    metrics: 'holds',
    limits: 'holds',
    minkowski: 'holds-when',
    cosine: 'does-not-hold',
    correlation: 'does-not-hold',
    kl: 'does-not-hold',
    js: 'holds-when',
    brayCurtis: 'does-not-hold',
    ranks: 'holds-when',
  });
  expect(result.verdict).toBe('holds-when');
  // The counter-example is one: a detour that is shorter.
  const { left, right, broken } = result.findings.find(({ id }) => id === 'cosine')!.figures;
  expect(left).toBeGreaterThan(right!);
  expect(broken).toBeGreaterThan(0);
  expect(await toEnd(tasks.check(input))).toEqual(result);
});

test('another distance in their place changes the verdict, and only its own', async () => {
  // Euclidean distance in cosine's place is a metric.
  const straight: Distances['cosine'] = (a, b, p) => production.euclidean(a, b, p);
  expect(await with_({ cosine: straight })).toMatchObject({ cosine: 'holds', kl: 'does-not-hold' });
  // Both ways summed, KL is the same both ways; the triangle stays broken.
  const both: Distances['kullback-leibler'] = (p, q, x) =>
    production['kullback-leibler'](p, q, x) + production['kullback-leibler'](q, p, x);
  expect(await with_({ 'kullback-leibler': both })).toMatchObject({ kl: 'does-not-hold' });
  const squared: Distances['euclidean'] = (a, b, p) => production.euclidean(a, b, p) ** 2;
  expect(await with_({ euclidean: squared })).toMatchObject({
    metrics: 'holds-when',
    limits: 'does-not-hold',
    ranks: 'holds-when',
    cosine: 'does-not-hold',
  });
  expect(await with_({ 'bray-curtis': production.canberra, manhattan: production.cosine })).toMatchObject({
    brayCurtis: 'holds',
    metrics: 'holds-when',
  });
  expect(await with_({ minkowski: (a, b, p) => production.manhattan(a, b, p) })).toMatchObject({
    minkowski: 'holds',
    limits: 'does-not-hold',
  });
});

test('a gallery is ranked by every distance: of unit vectors Euclidean and cosine alike, of itself first by all', async () => {
  const random = seededRandom(5);
  const vector = () => normalise(Array.from({ length: 24 }, () => random() - 0.5));
  const gallery = Array.from({ length: 9 }, vector);
  const rankings = await toEnd(tasks.neighbours({ probe: gallery[4]!, gallery, p: 3 }));
  expect(rankings.map(({ id }) => id)).toEqual([...distanceIds]);
  for (const { id, order, values } of rankings) {
    expect(order[0], id).toBe(4);
    expect([...order].sort((a, b) => a - b)).toEqual(gallery.map((_, i) => i));
    expect(values[order[1]!]).toBeLessThanOrEqual(values[order[8]!]!);
  }
  const by = (id: string) => rankings.find((one) => one.id === id)!.order;
  const probe = vector();
  const other = await toEnd(tasks.neighbours({ probe, gallery, p: 3 }));
  const of = (id: string) => other.find((one) => one.id === id)!.order;
  expect(of('euclidean')).toEqual(of('cosine'));
  expect(by('euclidean')).toEqual(by('cosine'));
  expect(of('chebyshev')).not.toEqual(of('cosine'));
});
