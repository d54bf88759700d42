import { seededRandom } from '../../../models/metrics/seeded-random.ts';
import { shortNumber } from '../../charts/digits.ts';
import type { BlockNorm, Settings } from './settings.ts';

/** The block's other lengths: small enough to be followed by eye, eight channels to be grouped. */
export const CHANNELS = 8;
export const PLACES = 6;
const EPSILON = 1e-5;

export interface Place {
  readonly picture: number;
  readonly channel: number;
  readonly place: number;
}

export const placeOf = (i: number): Place => ({
  picture: Math.floor(i / (CHANNELS * PLACES)),
  channel: Math.floor(i / PLACES) % CHANNELS,
  place: i % PLACES,
});

/** Feature maps as after a convolution: each channel and each picture at a level of its own; one decimal, to be reckoned with. */
export function blockOf({ seed, pictures }: Pick<Settings, 'seed' | 'pictures'>): number[] {
  const random = seededRandom(Math.imul(seed, 0x27d4eb2f) ^ 0x165667b1);
  const level = (): number => 3 * random() - 1.5;
  const ofChannel = Array.from({ length: CHANNELS }, level);
  // Six pictures are drawn whatever is shown: the others stay as they are when one is added.
  const drawn = Array.from({ length: 6 }, () => {
    const own = level();
    return ofChannel.flatMap((mean) => Array.from({ length: PLACES }, () => mean + own + level()));
  });
  return drawn.slice(0, pictures).flatMap((values) => values.map((value) => Math.round(value * 10) / 10));
}

type Parts = Pick<Settings, 'norm' | 'groups' | 'pictures'>;

/** To which set a value belongs, from 0, and how many sets there are. The last two, and switchable, go map by map. */
export function setOf({ norm, groups }: Parts, { picture, channel }: Place): number {
  if (norm === 'batch') return channel;
  if (norm === 'layer') return picture;
  if (norm === 'group') return picture * groups + Math.floor(channel / (CHANNELS / groups));
  return picture * CHANNELS + channel;
}

export function setsOf({ norm, groups, pictures }: Parts): number {
  return { batch: CHANNELS, layer: pictures, group: pictures * groups }[norm as string] ?? pictures * CHANNELS;
}

export interface Statistic {
  readonly mean: number;
  readonly variance: number;
  readonly members: readonly number[];
}

function statistic(values: readonly number[], belongs: (place: Place) => boolean): Statistic {
  const members = values.flatMap((_, i) => (belongs(placeOf(i)) ? [i] : []));
  const mean = members.reduce((sum, i) => sum + values[i]!, 0) / members.length;
  const variance = members.reduce((sum, i) => sum + (values[i]! - mean) ** 2, 0) / members.length;
  return { mean, variance, members };
}

/** A value of the block after the layer, and how it comes about, line by line. */
export interface Worked {
  readonly value: number;
  readonly lines: readonly string[];
}

const n = (value: number): string => shortNumber(value);
const less = (value: number): string => (value < 0 ? `+ ${n(-value)}` : `− ${n(value)}`);

/** What is lit with a value, strongest first: the sets that its mean and variance come from. */
export function litWith(values: readonly number[], parts: Parts, i: number): readonly Statistic[] {
  const at = placeOf(i);
  const of = (norm: BlockNorm): Statistic => {
    const own = { ...parts, norm };
    return statistic(values, (place) => setOf(own, place) === setOf(own, at));
  };
  if (parts.norm === 'switchable') return [of('instance'), of('layer'), of('batch')];
  if (parts.norm !== 'cross') return [of(parts.norm)];
  const partner = { ...at, picture: (at.picture + 1) % parts.pictures };
  return [
    of('instance'),
    statistic(values, ({ picture, channel }) => picture === partner.picture && channel === at.channel),
  ];
}

/** @param values the whole block @param i which of them */
export function worked(values: readonly number[], parts: Parts, i: number): Worked {
  const x = values[i]!;
  const [own, ...others] = litWith(values, parts, i) as [Statistic, ...Statistic[]];
  const meanLine = ({ mean, members }: Statistic, sign = 'μ'): string => {
    const [a, b] = members.map((member) => n(values[member]!));
    const all = members.length > 3 ? `${a} + ${b} + …` : members.map((member) => n(values[member]!)).join(' + ');
    return `${sign} = (${all}) / ${members.length} = ${n(mean)}`.replaceAll('+ −', '− ');
  };
  const varianceLine = ({ variance, members }: Statistic, sign = 'σ²'): string =>
    `${sign} = Σ(x − μ)² / ${members.length} = ${n(variance)}`;
  const unit = (mean: number, variance: number): number => (x - mean) / Math.sqrt(variance + EPSILON);
  const unitLine = (mean: number, variance: number): string =>
    `y = (${n(x)} ${less(mean)}) / √(${n(variance)} + 10⁻⁵) = ${n(unit(mean, variance))}`;
  switch (parts.norm) {
    case 'switchable': {
      // Before training the three have equal shares.
      const all = [own, ...others];
      const mean = all.reduce((sum, one) => sum + one.mean, 0) / 3;
      const variance = all.reduce((sum, one) => sum + one.variance, 0) / 3;
      const thirds = (pick: (one: Statistic) => number): string => all.map((one) => `⅓·${n(pick(one))}`).join(' + ');
      return {
        value: unit(mean, variance),
        lines: [
          `μ = ${thirds((one) => one.mean)} = ${n(mean)}`,
          `σ² = ${thirds((one) => one.variance)} = ${n(variance)}`,
          unitLine(mean, variance),
        ],
      };
    }
    case 'cross': {
      const [other = own] = others;
      const deviation = Math.sqrt(other.variance + EPSILON);
      const value = deviation * unit(own.mean, own.variance) + other.mean;
      return {
        value,
        lines: [
          `${meanLine(own, 'μ₁')},  ${varianceLine(own, 'σ₁²')}`,
          `${meanLine(other, 'μ₂')},  ${varianceLine(other, 'σ₂²')}`,
          `y = √${n(other.variance)} · (${n(x)} ${less(own.mean)}) / √${n(own.variance)} ${less(-other.mean)} = ${n(value)}`,
        ],
      };
    }
    case 'self': {
      // Before training both gates are sigmoid(1).
      const gate = 1 / (1 + Math.exp(-1));
      const value = gate * (x - own.mean) + gate * own.mean;
      return {
        value,
        lines: [
          `${meanLine(own)},  ${varianceLine(own)}`,
          `f = g = sigmoid(0·μ + 0·σ + 1) = ${n(gate)}`,
          `y = g · (${n(x)} ${less(own.mean)}) + f · ${n(own.mean)} = ${n(value)}`,
        ],
      };
    }
    default:
      return {
        value: unit(own.mean, own.variance),
        lines: [meanLine(own), varianceLine(own), unitLine(own.mean, own.variance)],
      };
  }
}
