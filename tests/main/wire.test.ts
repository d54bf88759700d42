import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeMessage, encodeMessage } from '../../main/contract/wire.ts';

const key = fc.string().filter((text) => !text.startsWith('$') && text !== '__proto__');
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.string(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => (Object.is(number, -0) ? 0 : number)),
    fc.boolean(),
    fc.constant(null),
    fc.uint8Array({ maxLength: 40 }),
    fc.float32Array({ maxLength: 10 }),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(key, tie('value'), { maxKeys: 4, noNullPrototype: true }),
  ),
}));

describe('wire', () => {
  test('what is encoded is decoded', () => {
    fc.assert(
      fc.property(value, (input) => {
        expect(decodeMessage(encodeMessage(input))).toEqual(input);
      }),
    );
  });

  test('so is a Buffer, whose slices are views', () => {
    const input = { floats: Float32Array.of(1, 2, 3), bytes: Uint8Array.of(4, 5) };
    const padded = Buffer.concat([Buffer.from('before'), encodeMessage(input), Buffer.from('after')]);
    expect(decodeMessage(padded.subarray(6, padded.length - 5))).toEqual(input);
  });

  test('a key that looks like a byte range is refused', () => {
    expect(() => encodeMessage({ $bytes: [0, 4] })).toThrow(/must not begin/);
  });

  test('any bytes at all give a value or a TypeError or SyntaxError, never another error', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
        try {
          decodeMessage(bytes);
        } catch (error) {
          expect(error instanceof TypeError || error instanceof SyntaxError).toBe(true);
        }
      }),
    );
  });

  test('a range outside the message is refused', () => {
    const header = new TextEncoder().encode('{"a":{"$bytes":[0,9]}}');
    const message = new Uint8Array(4 + header.length + 3);
    new DataView(message.buffer).setUint32(0, header.length, true);
    message.set(header, 4);
    expect(() => decodeMessage(message)).toThrow(/outside/);
  });
});
