import { quantile } from '../../metrics/quantile.ts';
import { kendallTau, spearmanRho } from '../../metrics/rank-correlation.ts';
import { surelyQuicker } from '../../metrics/timings.ts';
import { type Finding, verdictOfCount } from '../check.ts';
import { type BackendId, type BackendResult, type Cell, type PageBackendId, pageBackends } from './backends.ts';
import type { FormatResult, PrecisionResult } from './formats.ts';
import { activations, BLOCKS, KERNELS, kernelKinds } from './workloads.ts';

/** Two backends of which the order of blocks is at least so alike have "a similar relative latency": τ-b. */
const ALIKE = 0.7;
/** An activation's effect is small where it adds less than this to the convolution before it. */
const SMALL = 0.1;
/** "A lot": at least half of what the work says. */
const HALF = 0.5;
const STRONG = 0.9;
/** Whether time goes with work can be told from pieces of which one is so many times as much work as another. */
const SPREAD = 4;
/** Of the 90 % to the 10 % quantile of slowdowns: "as many times slower whatever is run". */
const STEADY = 2;

export const medianOf = ({ rounds }: Pick<Cell, 'rounds'>): number =>
  quantile(Float64Array.from(rounds).sort(), 0.5) ?? Number.NaN;
export const p95Of = ({ rounds }: Pick<Cell, 'rounds'>): number =>
  quantile(Float64Array.from(rounds).sort(), 0.95) ?? Number.NaN;

const measured = (results: readonly BackendResult[]): BackendResult[] =>
  results.filter(({ cells }) => cells.length > 0);
export const cellOf = ({ cells }: BackendResult, id: string): Cell | undefined => cells.find((cell) => cell.id === id);
const percent = (share: number): number => Math.round(1000 * share) / 10;
const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((a, b) => a + b, 0) / values.length;

/** Neighbours of a staircase, and what more channels did to the time. */
export interface Stair {
  readonly from: number;
  readonly to: number;
  readonly effect: 'slower' | 'level' | 'quicker';
}

export function stairsOf(result: BackendResult): Stair[] {
  const steps = result.cells
    .filter(({ id }) => id.startsWith('channels:'))
    .map((cell) => ({ channels: Number(cell.id.split(':')[1]), cell }))
    .sort((a, b) => a.channels - b.channels);
  return steps.slice(1).map(({ channels, cell }, i): Stair => {
    const before = steps[i]!;
    const effect = surelyQuicker(before.cell.rounds, cell.rounds)
      ? 'slower'
      : surelyQuicker(cell.rounds, before.cell.rounds)
        ? 'quicker'
        : 'level';
    return { from: before.channels, to: channels, effect };
  });
}

/** Kendall's τ of two backends over the blocks that both ran. */
export interface Agreement {
  readonly a: BackendId;
  readonly b: BackendId;
  readonly tau: number;
}

export function agreementsOf(results: readonly BackendResult[]): Agreement[] {
  const all = measured(results);
  return all.flatMap((b, j) =>
    all.slice(0, j).flatMap((a): Agreement[] => {
      const both = BLOCKS.flatMap(({ id }) => {
        const [x, y] = [cellOf(a, `block:${id}`), cellOf(b, `block:${id}`)];
        return x === undefined || y === undefined ? [] : [[medianOf(x), medianOf(y)] as const];
      });
      const tau = kendallTau(
        both.map(([x]) => x),
        both.map(([, y]) => y),
      );
      return both.length < 3 || tau === null ? [] : [{ a: a.backend, b: b.backend, tau }];
    }),
  );
}

/** What an activation adds to the convolution before it, as a share of that. */
export interface Added {
  readonly backend: BackendId;
  readonly kind: string;
  readonly share: number;
}

export function addedOf(results: readonly BackendResult[]): Added[] {
  return measured(results).flatMap((result) => {
    const none = cellOf(result, 'activation:after:none');
    return activations.flatMap((kind): Added[] => {
      const after = cellOf(result, `activation:after:${kind}`);
      if (none === undefined || after === undefined) return [];
      return [{ backend: result.backend, kind, share: medianOf(after) / medianOf(none) - 1 }];
    });
  });
}

/** From 7 × 7 to 3 × 3: what the time falls by, and how it goes with the side of the filter. */
export interface Shrink {
  readonly backend: BackendId;
  readonly kind: (typeof kernelKinds)[number];
  readonly saved: number;
  /** Of time ∝ side^exponent; the work has 2. */
  readonly exponent: number;
}

export function shrinksOf(results: readonly BackendResult[]): Shrink[] {
  return measured(results).flatMap((result) =>
    kernelKinds.flatMap((kind): Shrink[] => {
      const at = KERNELS.flatMap((kernel) => {
        const cell = cellOf(result, `kernel:${kind}:${kernel}`);
        return cell === undefined ? [] : [{ kernel, ms: medianOf(cell) }];
      });
      const [small, large] = [at.find(({ kernel }) => kernel === 3), at.find(({ kernel }) => kernel === 7)];
      if (small === undefined || large === undefined) return [];
      const points = at.map(({ kernel, ms }) => [Math.log(kernel), Math.log(ms)] as const);
      return [{ backend: result.backend, kind, saved: 1 - small.ms / large.ms, exponent: slopeOf(points) }];
    }),
  );
}

/** Of the straight line with the least squares. */
function slopeOf(points: readonly (readonly [number, number])[]): number {
  const [x, y] = [mean(points.map(([at]) => at)), mean(points.map(([, value]) => value))];
  const spread = points.reduce((sum, [at]) => sum + (at - x) ** 2, 0);
  return spread === 0 ? 0 : points.reduce((sum, [at, value]) => sum + (at - x) * (value - y), 0) / spread;
}

/** Spearman's ρ of work and time over all convolutions that a backend ran; null where they are about the same work. */
export function workAndTime(result: BackendResult): number | null {
  const cells = result.cells.filter(({ macs }) => macs > 0);
  const work = cells.map(({ macs }) => macs);
  return cells.length < 3 || Math.max(...work) < SPREAD * Math.min(...work)
    ? null
    : spearmanRho(work, cells.map(medianOf));
}

/** How many times as long as the quickest backend, over the pieces that both ran: the geometric mean, and how steady it is. */
export interface Slowdown {
  readonly backend: BackendId;
  readonly times: number;
  readonly low: number;
  readonly high: number;
  /** Pieces on which it was the quickest of all, as a share. */
  readonly first: number;
}

export function slowdownsOf(results: readonly BackendResult[]): Slowdown[] {
  const all = measured(results);
  const best = new Map<string, number>();
  for (const { cells } of all)
    for (const cell of cells)
      best.set(cell.id, Math.min(best.get(cell.id) ?? Number.POSITIVE_INFINITY, medianOf(cell)));
  const logs = ({ cells }: BackendResult, of: (id: string) => number): number[] =>
    cells.map((cell) => Math.log(medianOf(cell) / of(cell.id)));
  const overall = all
    .map((result) => ({ result, log: mean(logs(result, (id) => best.get(id)!)) }))
    .sort((a, b) => a.log - b.log);
  const winner = overall[0]?.result;
  if (winner === undefined) return [];
  const ofWinner = new Map(winner.cells.map((cell) => [cell.id, medianOf(cell)]));
  return overall.map(({ result }) => {
    const shared = { ...result, cells: result.cells.filter(({ id }) => ofWinner.has(id)) };
    const sorted = Float64Array.from(logs(shared, (id) => ofWinner.get(id)!)).sort();
    return {
      backend: result.backend,
      times: Math.exp(mean([...sorted])),
      low: Math.exp(quantile(sorted, 0.1) ?? 0),
      high: Math.exp(quantile(sorted, 0.9) ?? 0),
      first: result.cells.filter((cell) => medianOf(cell) <= best.get(cell.id)!).length / result.cells.length,
    };
  });
}

const LIGHTER = (plain: FormatResult) => (other: FormatResult) => ({
  other,
  quicker: surelyQuicker(other.rounds, plain.rounds),
  // Beyond what one pair more or less in a hundred says.
  kept: plain.fnmr !== null && other.fnmr !== null && other.fnmr - plain.fnmr <= 0.01,
});

/** Each format against float32: whether it is quicker beyond chance, and recognises as well to one point of FNMR. */
export function lighterOf({ formats }: PrecisionResult) {
  const [plain, ...others] = formats;
  return plain === undefined ? [] : others.map(LIGHTER(plain));
}

/** How many backends these are, and how many of them the page's. */
function countedOf(backends: readonly BackendId[]) {
  const all = [...new Set(backends)];
  return { backends: all.length, page: all.filter((one) => pageBackends.includes(one as PageBackendId)).length };
}

/** What was believed, question by question, against what was measured; questions that were not asked are left out. */
export function answersOf(results: readonly BackendResult[], precision: PrecisionResult | null): Finding[] {
  const all = measured(results);
  const findings: Finding[] = [];
  const stairs = all.map(stairsOf).filter((one) => one.length > 0);
  if (stairs.length > 0) {
    const flat = stairs.flat();
    const level = flat.filter(({ effect }) => effect === 'level').length;
    const quicker = flat.filter(({ effect }) => effect === 'quicker').length;
    findings.push({
      id: 'channels',
      verdict: verdictOfCount(
        stairs.filter((one) => one.every(({ effect }) => effect === 'slower')).length,
        stairs.length,
      ),
      figures: {
        ...{ steps: flat.length, slower: flat.length - level - quicker, level, quicker },
        backends: stairs.length,
      },
    });
  }
  const agreements = agreementsOf(all);
  if (agreements.length > 0) {
    const taus = agreements.map(({ tau }) => tau);
    const alike = taus.filter((tau) => tau >= ALIKE).length;
    findings.push({
      id: 'blocks',
      verdict: verdictOfCount(alike, taus.length),
      figures: {
        ...{ pairs: taus.length, alike, lowest: Math.min(...taus), mean: mean(taus) },
        ...countedOf(agreements.flatMap(({ a, b }) => [a, b])),
      },
    });
  }
  const added = addedOf(all);
  if (added.length > 0) {
    const small = added.filter(({ share }) => share < SMALL).length;
    const shares = added.map(({ share }) => share);
    findings.push({
      id: 'activation',
      verdict: verdictOfCount(small, added.length),
      figures: { cases: added.length, small, most: percent(Math.max(...shares)), mean: percent(mean(shares)) },
    });
  }
  const shrinks = shrinksOf(all);
  if (shrinks.length > 0) {
    const work = 1 - (3 / 7) ** 2;
    const held = shrinks.filter(({ saved }) => saved >= HALF * work).length;
    const of = (kind: Shrink['kind']): Shrink[] => shrinks.filter((one) => one.kind === kind);
    findings.push({
      id: 'kernel',
      verdict: verdictOfCount(held, shrinks.length),
      figures: {
        ...{ cases: shrinks.length, held, work: percent(work) },
        dense: percent(mean(of('dense').map(({ saved }) => saved))),
        depthwise: percent(mean(of('depthwise').map(({ saved }) => saved))),
        denseExponent: mean(of('dense').map(({ exponent }) => exponent)),
        depthwiseExponent: mean(of('depthwise').map(({ exponent }) => exponent)),
      },
    });
  }
  if (precision !== null) {
    const [plain] = precision.formats;
    const lighter = lighterOf(precision);
    const of = (id: FormatResult['id']) => precision.formats.find((one) => one.id === id);
    const ms = (id: FormatResult['id']): number => medianOf(of(id) ?? { rounds: [] });
    const cosine = (id: FormatResult['id']): number => of(id)?.cosine ?? Number.NaN;
    const fnmr = (id: FormatResult['id']): number => percent(of(id)?.fnmr ?? Number.NaN);
    findings.push({
      id: precision.of === 'enrolled' ? 'precision-enrolled' : 'precision',
      verdict: verdictOfCount(lighter.filter(({ quicker, kept }) => quicker && kept).length, lighter.length),
      figures: {
        ...{ formats: lighter.length, quicker: lighter.filter(({ quicker }) => quicker).length },
        ...{ ms: ms('float32'), half: ms('float16'), weights: ms('int8-weights'), dynamic: ms('int8-dynamic') },
        ...{ cosHalf: cosine('float16'), cosWeights: cosine('int8-weights'), cosDynamic: cosine('int8-dynamic') },
        ...{ fnmr: percent(plain?.fnmr ?? Number.NaN), fnmrHalf: fnmr('float16') },
        ...{ fnmrWeights: fnmr('int8-weights'), fnmrDynamic: fnmr('int8-dynamic') },
        ...{ faces: precision.faces, people: precision.people, mated: precision.mated, nonMated: precision.nonMated },
        ...{ low: percent(plain?.interval?.[0] ?? Number.NaN), high: percent(plain?.interval?.[1] ?? Number.NaN) },
        size: percent((of('int8-weights')?.bytes ?? Number.NaN) / (plain?.bytes ?? 1)),
      },
    });
  }
  const slowdowns = slowdownsOf(all);
  if (slowdowns.length > 1) {
    const others = slowdowns.slice(1);
    const steady = others.filter(({ low, high }) => high / low <= STEADY).length;
    findings.push({
      id: 'platforms',
      verdict: verdictOfCount(steady, others.length),
      figures: {
        ...{ ...countedOf(slowdowns.map(({ backend }) => backend)), steady, others: others.length },
        ...{ times: slowdowns.at(-1)!.times, low: slowdowns.at(-1)!.low, high: slowdowns.at(-1)!.high },
        first: percent(slowdowns[0]!.first),
      },
    });
  }
  const rhos = all.map(workAndTime).filter((rho) => rho !== null);
  if (rhos.length > 0)
    findings.push({
      id: 'work',
      verdict: verdictOfCount(rhos.filter((rho) => rho >= STRONG).length, rhos.length),
      figures: { backends: rhos.length, lowest: Math.min(...rhos), highest: Math.max(...rhos) },
    });
  return findings;
}
