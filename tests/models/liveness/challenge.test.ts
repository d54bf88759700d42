import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  advanceChallenge,
  askedNow,
  beginChallenge,
  CHALLENGE,
  type Challenge,
  GESTURES,
  type Gesture,
} from '../../../models/liveness/challenge.ts';
import { createNonceBook } from '../../../models/liveness/nonces.ts';
import type { LivenessSample } from '../../../models/liveness/sample.ts';
import { type HeadState, headAt, made, sampleFrom, tiltedPhoto } from './head.ts';

const FRAME = 60;
const order = (seed: number, count = 2) => ({ nonce: `n${seed}`, seed, face: 'track 1', count, at: 0 });
const seeds = fc.integer({ min: 0, max: 2 ** 31 - 1 });

class Play {
  challenge: Challenge;
  at = 0;
  constructor(begun: Challenge) {
    this.challenge = begun;
  }
  show(
    sample: (at: number) => LivenessSample | null,
    nonce = this.challenge.nonce,
    face: string | null = 'track 1',
  ): this {
    this.at += FRAME;
    this.challenge = advanceChallenge(this.challenge, { nonce, face, at: this.at, sample: sample(this.at) });
    return this;
  }
  head(state: HeadState = {}): this {
    return this.show((at) => headAt(at, state));
  }
  /** Neutral until a gesture is asked. */
  untilAsked(): this {
    for (let i = 0; i < 200 && this.challenge.state === 'asking' && askedNow(this.challenge) === null; i++) this.head();
    return this;
  }
  make(gesture: Gesture): this {
    for (const state of made[gesture]) this.head(state);
    return this;
  }
}
const begin = (seed: number, count = 2): Play => new Play(beginChallenge(order(seed, count)));

describe('a challenge', () => {
  test('asks different gestures in an order that follows from its seed, and all orders occur', () => {
    const orders = new Set<string>();
    for (let seed = 0; seed < 400; seed++) {
      const { gestures } = beginChallenge(order(seed));
      expect(new Set(gestures).size).toBe(2);
      expect(gestures).toContain('blink');
      expect(beginChallenge(order(seed)).gestures).toEqual(gestures);
      orders.add(gestures.join());
    }
    expect(orders.size).toBe(6);
    expect(() => beginChallenge(order(1, 5))).toThrow(RangeError);
  });

  test('is passed by whoever makes each gesture when it is asked, whatever the order, and never sooner', () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 1, max: 4 }), fc.integer({ min: 0, max: 25 }), (seed, count, waits) => {
        const play = begin(seed, count);
        for (let k = 0; k < count; k++) {
          expect(play.challenge).toMatchObject({ state: 'asking', done: k });
          play.untilAsked();
          for (let i = 0; i < waits; i++) play.head();
          play.make(askedNow(play.challenge)!);
        }
        expect(play.challenge).toMatchObject({ state: 'passed', done: count, failure: null });
      }),
      { numRuns: 60 },
    );
  });

  test('fails by another movement of the head than the one asked; a blink nobody asked for is none', () => {
    fc.assert(
      fc.property(seeds, fc.constantFrom(...GESTURES), (seed, other) => {
        const play = begin(seed).untilAsked();
        const asked = askedNow(play.challenge)!;
        fc.pre(other !== asked);
        play.make(other);
        expect(play.challenge).toMatchObject(
          other === 'blink' ? { state: 'asking', done: 0 } : { state: 'failed', failure: 'WRONG_GESTURE' },
        );
      }),
      { numRuns: 40 },
    );
  });

  test('fails when the time is over: for the neutral pose, and for the gesture', () => {
    const turned = begin(1);
    while (turned.challenge.state === 'asking') turned.head({ yaw: 30 });
    expect(turned.challenge.failure).toBe('TIME');
    expect(turned.at).toBeGreaterThan(CHALLENGE.neutralLimitMs);
    expect(turned.at).toBeLessThan(CHALLENGE.neutralLimitMs + 3 * FRAME);
    fc.assert(
      fc.property(seeds, (seed) => {
        const play = begin(seed).untilAsked();
        const asked = play.at;
        while (play.challenge.state === 'asking') play.head();
        expect(play.challenge.failure).toBe('TIME');
        expect(play.at - asked).toBeGreaterThan(CHALLENGE.gestureLimitMs);
        expect(play.at - asked).toBeLessThan(CHALLENGE.gestureLimitMs + 3 * FRAME);
      }),
      { numRuns: 15 },
    );
  });

  test('wants a neutral pose between two gestures', () => {
    const play = begin(3).untilAsked();
    const [first, second] = play.challenge.gestures as [Gesture, Gesture];
    play.make(first);
    // At once, before the neutral pose was held: it does not count.
    for (const state of made[second].slice(3)) play.head(state);
    expect(play.challenge).toMatchObject({ state: 'asking', done: 1 });
  });

  test('does not take a turn of something flat for a turn', () => {
    const seed = [...Array(99).keys()].find((k) => beginChallenge(order(k)).gestures[0] === 'turn-left')!;
    const play = begin(seed).untilAsked();
    // The network is fooled into a turn of more than the limit, from a photo.
    for (let degrees = 0; degrees <= 75 && play.challenge.state === 'asking'; degrees += 5)
      play.show((at) => {
        const sample = sampleFrom(at, tiltedPhoto(degrees));
        return { ...sample, pose: { ...sample.pose, yaw: degrees * 0.5 } };
      });
    expect(play.challenge).toMatchObject({ state: 'failed', failure: 'FLAT' });
  });

  test('is over when a frame answers another one, or when the face is lost or another’s', () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 0, max: 12 }), (seed, frames) => {
        for (const [nonce, face, failure] of [
          ['another', 'track 1', 'NONCE'],
          [`n${seed}`, 'track 2', 'FACE_CHANGED'],
          [`n${seed}`, null, 'FACE_CHANGED'],
        ] as const) {
          const play = begin(seed);
          for (let i = 0; i < frames; i++) play.head();
          play.show((at) => headAt(at), nonce, face);
          expect(play.challenge).toMatchObject({ state: 'failed', failure });
          // And stays over.
          expect(play.untilAsked().make(play.challenge.gestures[0]!).challenge.state).toBe('failed');
        }
      }),
      { numRuns: 20 },
    );
  });

  test('goes by a clock that never goes back: an old frame changes nothing', () => {
    const play = begin(5).untilAsked();
    const { challenge, at } = play;
    const old = advanceChallenge(challenge, {
      nonce: challenge.nonce,
      face: 'track 1',
      at: at - 500,
      sample: headAt(at - 500, { yaw: 40 }),
    });
    expect(old).toBe(challenge);
  });

  test('random behaviour passes no challenge of another order', () => {
    const some = fc.array(fc.constantFrom(...GESTURES), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(seeds, some, (seed, gestures) => {
        const play = begin(seed);
        for (const gesture of gestures) play.untilAsked().make(gesture);
        if (play.challenge.state !== 'passed') return;
        // Blinks in between are free; the movements of the head are the ones asked, in their order.
        const kept = (list: readonly Gesture[]) => list.filter((each) => each !== 'blink');
        expect(kept(gestures).slice(0, kept(play.challenge.gestures).length)).toEqual(kept(play.challenge.gestures));
      }),
      { numRuns: 100 },
    );
  });
});

test('a number is spent once, in its life', () => {
  const book = createNonceBook(1000);
  book.issue('a', 0);
  expect(() => book.issue('a', 1)).toThrow(RangeError);
  expect(book.spend('b', 1)).toBe(false);
  expect(book.spend('a', 500)).toBe(true);
  expect(book.spend('a', 501)).toBe(false);
  book.issue('c', 0);
  expect(book.spend('c', 1001)).toBe(false);
});
