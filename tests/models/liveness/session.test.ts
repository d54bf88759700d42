import { describe, expect, test } from 'vitest';
import { askedNow } from '../../../models/liveness/challenge.ts';
import { CUE_NAMES, type Cue, type CueName } from '../../../models/liveness/cues.ts';
import { DEFAULT_LIMITS } from '../../../models/liveness/limits.ts';
import { fuse } from '../../../models/liveness/passive.ts';
import type { LivenessSample } from '../../../models/liveness/sample.ts';
import {
  advanceLiveness,
  DOUBT_AFTER_MS,
  type LivenessPolicy,
  type LivenessSession,
  REFUSED_MS,
} from '../../../models/liveness/session.ts';
import { seededRandom } from '../../../models/metrics/seeded-random.ts';
import { type HeadState, headMesh, sampleFrom } from './head.ts';

const FRAME = 66;

/** Frames of what somebody does, until it is decided or the time is over. Each frame has a little noise of its own. */
function watch(
  behaviour: (at: number, session: LivenessSession | null) => HeadState,
  {
    policy = 'passive',
    ms = 20_000,
    pixels = {},
    face = () => 'one',
  }: { policy?: Exclude<LivenessPolicy, 'off'>; ms?: number; pixels?: object; face?: (at: number) => string } = {},
): { session: LivenessSession; at: number } {
  const random = seededRandom(3);
  let session: LivenessSession | null = null;
  let drawn = 0;
  for (let at = 0; ; at += FRAME) {
    const mesh = headMesh(behaviour(at, session)).map((value) => value + 0.4 * (random() - 0.5));
    const sample: LivenessSample = {
      ...sampleFrom(at, mesh),
      pixels: { screen: 0.5, antispoof: null, liveness: null, ...pixels },
    };
    session = advanceLiveness(session, {
      at,
      face: face(at),
      sample,
      policy,
      limits: DEFAULT_LIMITS,
      draw: () => ({ nonce: `n${drawn}`, seed: 11 + drawn++ }),
    });
    if (session.state !== 'undecided' || at > ms) return { session, at };
  }
}
const blinkAt =
  (from: number) =>
  (at: number): HeadState =>
    at >= from && at < from + 200 ? { eyes: 0 } : {};

describe('under the policy of cues', () => {
  test('a blink passes, and no gesture is asked', () => {
    const { session, at } = watch(blinkAt(2000));
    expect(session).toMatchObject({ state: 'passed', reasons: ['BLINKED'], challenge: null });
    expect(at).toBeLessThan(DOUBT_AFTER_MS);
  });

  test('eyes that narrow while the face is shaken do not blink, wherever in the sway', () => {
    for (let phase = 0; phase < 6.28; phase += 0.4) {
      const shaken = (at: number): HeadState => ({ ...blinkAt(2000)(at), x: 40 * Math.sin((25 * at) / 1000 + phase) });
      expect(watch(shaken, { ms: DOUBT_AFTER_MS - 200 }).session.state).toBe('undecided');
    }
    // As far as a head that stands sways.
    const swaying = (at: number): HeadState => ({ ...blinkAt(2000)(at), x: 6 * Math.sin(at / 1000) });
    expect(watch(swaying).session).toMatchObject({ state: 'passed', reasons: ['BLINKED'] });
  });

  test('a head that turns is seen as one, and has to blink all the same', () => {
    const turning = (at: number): HeadState => ({ yaw: 14 * Math.sin(at / 500) });
    expect(watch(turning, { ms: 3500 }).session).toMatchObject({ state: 'undecided', reasons: ['HEAD'] });
    // Where it turns back it is steady for a moment.
    const both = watch((at) => ({ ...turning(at), ...blinkAt(2290)(at) }));
    expect(both.session).toMatchObject({ state: 'passed', reasons: ['BLINKED', 'HEAD'] });
  });

  test('what only holds still is doubted, asked for gestures, and refused when it makes none', () => {
    let doubtedAt = 0;
    const { session, at } = watch((now, before) => {
      if (before?.challenge != null && doubtedAt === 0) doubtedAt = now;
      return {};
    });
    expect(session).toMatchObject({ state: 'failed', reasons: ['TIME'] });
    expect(session.challenge?.gestures).toHaveLength(2);
    expect(session.passive?.reasons).toEqual(['STILL']);
    expect(doubtedAt).toBeGreaterThanOrEqual(DOUBT_AFTER_MS);
    expect(at).toBeLessThan(12_000);
  });

  test('a regular pattern fails at once, whatever else is seen', () => {
    const { session, at } = watch(blinkAt(600), { pixels: { screen: 1.5 } });
    expect(session).toMatchObject({ state: 'failed', reasons: ['SCREEN'] });
    expect(at).toBeLessThan(2000);
  });
});

test('under the policy of gestures cues alone never pass: three gestures are asked and have to be made', () => {
  expect(watch(blinkAt(1000), { policy: 'challenge', ms: 6000 }).session.state).not.toBe('passed');
  let asked: string | null = null;
  let since = 0;
  const { session } = watch(
    (at, before) => {
      const now = before?.challenge == null ? null : askedNow(before.challenge);
      if (now !== asked) since = at;
      asked = now;
      const far = Math.max(0, Math.min(1, (at - since - 200) / 400)) * (at - since > 900 ? 0 : 1);
      if (asked === 'blink') return { eyes: at - since > 300 && at - since < 500 ? 0 : 1 };
      if (asked === 'nod') return { pitch: -14 * far };
      return asked === null ? {} : { yaw: (asked === 'turn-left' ? 20 : -20) * far };
    },
    { policy: 'challenge' },
  );
  expect(session).toMatchObject({ state: 'passed', reasons: ['GESTURES_MADE'], challenge: { done: 3 } });
});

test('another face begins anew, and a refusal stands for a while', () => {
  const swapped = watch(blinkAt(500), { ms: 4500, face: (at) => (at < 1100 ? 'one' : 'two') });
  expect(swapped.session).toMatchObject({ face: 'two', state: 'undecided' });
  expect(swapped.session.window[0]!.at).toBeGreaterThanOrEqual(1100);
  const { session, at } = watch(() => ({}));
  const after = (later: number) =>
    advanceLiveness(session, {
      at: at + later,
      face: 'one',
      sample: sampleFrom(at + later, headMesh()),
      policy: 'passive',
      limits: DEFAULT_LIMITS,
      draw: () => ({ nonce: 'x', seed: 1 }),
    });
  expect(after(REFUSED_MS - 10).state).toBe('failed');
  expect(after(REFUSED_MS + 10)).toMatchObject({ state: 'undecided', challenge: null });
});

test('the rule, over every combination of what the cues say', () => {
  const said = ['live', 'attack', 'nothing'] as const;
  const possible: Record<CueName, readonly Cue['says'][]> = {
    blink: ['live', 'nothing'],
    relief: said,
    change: ['attack', 'nothing'],
    spread: ['nothing'],
    screen: ['attack', 'nothing'],
    antispoof: ['attack', 'nothing'],
    liveness: ['attack', 'nothing'],
  };
  const combinations = CUE_NAMES.reduce<Partial<Record<CueName, Cue['says']>>[]>(
    (list, name) => list.flatMap((before) => possible[name].map((says) => ({ ...before, [name]: says }))),
    [{}],
  );
  expect(combinations).toHaveLength(2 * 3 * 2 * 2 * 2 * 2);
  for (const says of combinations) {
    const cues = CUE_NAMES.map((name): Cue => ({ name, value: 1, limit: 1, says: says[name]! }));
    const doubted = says.relief === 'attack' || says.antispoof === 'attack' || says.liveness === 'attack';
    const alive = says.blink === 'live';
    expect(fuse(cues).state).toBe(says.screen === 'attack' ? 'failed' : !doubted && alive ? 'passed' : 'undecided');
  }
});
