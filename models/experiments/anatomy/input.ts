import type { Part } from './parts.ts';
import type { ShotSize } from './pretext.ts';

export interface Common {
  readonly seed: number;
  /** Networks of each kind, from seeds that follow each other: what a spread is taken from. */
  readonly repeats: number;
}

/** How the small network with a part exchanged is trained. */
export interface PartsSize {
  readonly people: number;
  readonly pictures: number;
  /** Of each person, to be asked about. */
  readonly asked: number;
  readonly epochs: number;
  readonly rate: number;
}

export interface NarrowInput extends Common, PartsSize {
  readonly parts: readonly Part[];
}

export interface ShotsInput extends Common {
  readonly size: ShotSize;
}

export interface CheckInput extends Common {
  readonly parts: PartsSize;
  readonly shots: ShotSize;
}

const NECKS: readonly Part['neck'][] = ['mean', 'quarters', 'places'];
/** Pictures of a step. */
export const BATCH = 32;

const PARTS_LIMITS = {
  people: [2, 40],
  pictures: [1, 200],
  asked: [2, 200],
  epochs: [1, 10_000],
  rate: [0, 100],
} as const;
const COMMON_LIMITS = { seed: [0, 0xffffffff], repeats: [1, 20] } as const;
const SHOT_LIMITS = { people: [2, 40], asked: [2, 200], steps: [1, 100_000], rate: [0, 100] } as const;
const PRETEXT_LIMITS = { people: [2, 200], pictures: [1, 100], epochs: [1, 10_000] } as const;

/** @throws RangeError where a page asks for what nobody would wait for */
function within(input: object, limits: Readonly<Record<string, readonly [number, number]>>): void {
  for (const [name, [low, high]] of Object.entries(limits)) {
    const value = (input as Record<string, unknown>)[name];
    if (!(typeof value === 'number' && value >= low && value <= high && (name === 'rate' || Number.isInteger(value))))
      throw new RangeError(`anatomy: ${name} is a number from ${low} to ${high}`);
  }
}

export function checkParts(input: Common & PartsSize): void {
  within(input, COMMON_LIMITS);
  within(input, PARTS_LIMITS);
  if (input.people * input.pictures < BATCH)
    throw new RangeError(`anatomy: ${BATCH} pictures are the least to learn from`);
}

const MOST_PARTS = 40;

export function checkPlans(parts: readonly Part[]): void {
  const isPart = ({ neck: of, bottleneck: width, linear }: Part): boolean =>
    NECKS.includes(of) &&
    typeof linear === 'boolean' &&
    (width === null || (Number.isInteger(width) && width >= 1 && width <= 1024));
  if (!Array.isArray(parts) || parts.length === 0 || parts.length > MOST_PARTS || !parts.every(isPart))
    throw new RangeError(
      `anatomy: parts are 1 to ${MOST_PARTS}, each a neck, a width from 1 to 1024 or null, and linear or not`,
    );
}

export function checkShots({ size, ...common }: ShotsInput): void {
  within(common, COMMON_LIMITS);
  within(size, SHOT_LIMITS);
  within(size.pretext, PRETEXT_LIMITS);
  if (!size.shots.every((shots) => Number.isInteger(shots) && shots >= 1 && shots <= 100))
    throw new RangeError('anatomy: pictures of each person are from 1 to 100');
}
