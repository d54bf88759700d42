import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { IdentifyOutput } from '../../main/contract/identification.ts';
import { faces, hasFaces, photo, scratchCli } from './cli/cli.ts';

/** Real people, on this machine alone. Without the pictures these tests skip, and say so. */
const cli = scratchCli();
afterAll(() => cli.remove());
const one = async (...parameters: string[]) =>
  (await cli.run('identify', '--json', ...parameters)).json<IdentifyOutput>();

describe.skipIf(!hasFaces)('real faces (skipped where the pictures are absent)', () => {
  test('enrolled from one photo, accepted on others; strangers unknown; removed, unknown', async () => {
    expect((await cli.run('enrol', '--name', 'Barack Obama', photo('face_recognition/obama.jpg'))).status).toBe(0);
    expect(
      (
        await cli.run(
          'enrol',
          '--name',
          'Kit Harington',
          photo('face_recognition/knn_examples/train/kit_harington/john1.jpeg'),
        )
      ).status,
    ).toBe(0);
    for (const file of ['obama2.jpg', 'obama_small.jpg', 'obama-240p.jpg', 'knn_examples/test/obama1.jpg'])
      expect((await one(photo(`face_recognition/${file}`))).faces[0]?.person?.name, file).toBe('Barack Obama');
    expect((await one(photo('face_recognition/knn_examples/test/johnsnow_test1.jpg'))).faces[0]?.person?.name).toBe(
      'Kit Harington',
    );
    const pair = await one(photo('face_recognition/knn_examples/test/obama_and_biden.jpg'));
    expect(pair.faces.map((face) => face.person?.name ?? face.decision).sort()).toEqual(
      expect.arrayContaining(['Barack Obama', 'unknown']),
    );
    expect((await cli.run('identify', photo('face_recognition/biden.jpg'))).status).toBe(1);
    expect((await cli.run('people', 'remove', 'Kit Harington')).status).toBe(0);
    expect((await cli.run('identify', photo('face_recognition/knn_examples/test/johnsnow_test1.jpg'))).status).toBe(1);
  });

  test('every labelled face of the group photos is found, dogs have none', async () => {
    const labelled = readFileSync(join(faces, 'photos', 'labels.tsv'), 'utf8')
      .split('\n')
      .flatMap((line) => {
        const [file, label] = line.split('\t');
        const count = /^faces=(\d+)$/.exec(label ?? '')?.[1];
        return file === undefined || count === undefined ? [] : [{ file, count: Number(count) }];
      });
    expect(labelled.length).toBeGreaterThan(8);
    let extra = 0;
    for (const { file, count } of labelled) {
      const found = (await one('--no-record', photo(file))).faces.length;
      expect(found, file).toBeGreaterThanOrEqual(count);
      extra += found - count;
    }
    // Precision: no box that is not a labelled face.
    expect(extra).toBe(0);
    expect((await one('--no-record', photo('dlib_faces/dogs.jpg'))).faces).toEqual([]);
  });

  test('PGM portraits (ORL) are recognised: five enrolled, five probed', async () => {
    const people = ['s1', 's3', 's5', 's7'];
    for (const person of people) {
      const five = [1, 2, 3, 4, 5].map((n) => join(faces, 'orl', person, `${n}.pgm`));
      expect((await cli.run('enrol', '--force', '--name', person, ...five)).status).toBe(0);
    }
    let missed = 0;
    for (const person of people)
      for (const n of [6, 7, 8, 9, 10])
        if ((await one('--no-record', join(faces, 'orl', person, `${n}.pgm`))).faces[0]?.person?.name !== person)
          missed++;
    expect(missed).toBeLessThanOrEqual(1);
  });

  test('a video: the people enrolled are seen in several frames', async () => {
    expect(
      (await cli.run('enrol', '--name', 'Lin-Manuel Miranda', photo('face_recognition/lin-manuel-miranda.png'))).status,
    ).toBe(0);
    const seen = (await cli.run('identify', '--json', photo('face_recognition/short_hamilton_clip.mp4'))).json<{
      people: { name: string; agreed: boolean }[];
    }>();
    expect(seen.people.find((person) => person.name === 'Lin-Manuel Miranda')?.agreed).toBe(true);
  });
});
