import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { newKey, type Place, seal, unseal } from '../../data/vault/envelope.ts';

const place: Place = { store: 's', table: 'templates', row: 'r', column: 'c', model: 'm' };
const key = newKey();

describe('envelope', () => {
  test('what is sealed opens, and no two envelopes of one value are alike', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (plain) => {
        const sealed = seal(key, plain, place);
        expect(Array.from(unseal(key, sealed, place))).toEqual(Array.from(plain));
        expect(seal(key, plain, place).equals(sealed)).toBe(false);
      }),
    );
  });

  test('any flipped bit is noticed', () => {
    const sealed = seal(key, Buffer.from('a template'), place);
    for (let bit = 0; bit < sealed.length * 8; bit++) {
      const changed = Buffer.from(sealed);
      changed[bit >> 3] ^= 1 << (bit & 7);
      expect(() => unseal(key, changed, place)).toThrow(/cannot be opened/);
    }
  });

  test.each(['store', 'table', 'row', 'column', 'model'] as const)(
    'a value moved to another %s does not open',
    (part) => {
      const sealed = seal(key, Buffer.from('x'), place);
      expect(() => unseal(key, sealed, { ...place, [part]: 'other' })).toThrow(/changed or moved/);
    },
  );

  test('parts of a place do not run into each other', () => {
    const sealed = seal(key, Buffer.from('x'), { ...place, row: 'ab', column: 'c' });
    expect(() => unseal(key, sealed, { ...place, row: 'a', column: 'bc' })).toThrow();
  });

  test('another key, and any cut, do not open', () => {
    const sealed = seal(key, Buffer.from('x'), place);
    expect(() => unseal(newKey(), sealed, place)).toThrow(/another key/);
    for (let length = 0; length < sealed.length; length++)
      expect(() => unseal(key, sealed.subarray(0, length), place)).toThrow();
  });
});
