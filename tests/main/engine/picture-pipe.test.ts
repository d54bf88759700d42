import { Writable } from 'node:stream';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PictureReader, sendPicture } from '../../../main/engine/picture-pipe.ts';
import type { EngineRequest } from '../../../main/engine/protocol.ts';

/** What was written, as one run of bytes. */
function recording(): { readonly pipe: Writable; bytes(): Buffer } {
  const written: Buffer[] = [];
  const pipe = new Writable({
    write(piece: Buffer, _encoding, done) {
      written.push(Buffer.from(piece));
      done();
    },
  });
  return { pipe, bytes: () => Buffer.concat(written) };
}

const request = (image: Extract<EngineRequest, { kind: 'analyse' }>['image']): EngineRequest => ({
  id: 1,
  kind: 'analyse',
  modelId: 'm',
  image,
  options: {},
});

test('pictures come out as they went in, wherever the stream is cut', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 6 }),
      fc.array(fc.integer({ min: 1, max: 17 }), { minLength: 1 }),
      fc.boolean(),
      async (pictures, cuts, askedFirst) => {
        const { pipe, bytes } = recording();
        for (const picture of pictures) sendPicture(pipe, request(picture));
        const all = bytes();
        const reader = new PictureReader();
        const early = askedFirst ? pictures.map(() => reader.next()) : null;
        for (let at = 0, turn = 0; at < all.length; turn++) {
          const length = cuts[turn % cuts.length]!;
          // A piece is only lent: what is read into next must not change a picture.
          const lent = Buffer.from(all.subarray(at, at + length));
          reader.take(lent);
          lent.fill(0xee);
          at += length;
        }
        const got = await Promise.all(early ?? pictures.map(() => reader.next()));
        expect(got).toEqual(pictures.map((picture) => Uint8Array.from(picture)));
      },
    ),
  );
});

test('the message keeps what a picture needs beside its bytes, and not the bytes', () => {
  const { pipe, bytes } = recording();
  const data = Uint8Array.of(1, 2, 3);
  expect(sendPicture(pipe, request({ width: 1, height: 1, data }))).toMatchObject({ image: { width: 1, height: 1 } });
  expect(sendPicture(pipe, request(data))).toMatchObject({ image: 'file' });
  expect([...bytes()]).toEqual([3, 0, 0, 0, 1, 2, 3, 3, 0, 0, 0, 1, 2, 3]);
  const describe: EngineRequest = { id: 2, kind: 'describe' };
  expect(sendPicture(pipe, describe)).toBe(describe);
});
