import { chmodSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { IdentifyOutput } from '../../../main/contract/identification.ts';
import { alteredCopy, cutFaces, usableFaces } from '../../../main/services/sample-people.ts';
import { samples, scratchCli } from './cli.ts';

const cli = scratchCli();
afterAll(() => cli.remove());

/** One picture a person, cut from the sample photos by what the command line itself finds in them. */
const people: string[] = [];
beforeAll(async () => {
  for (const file of samples()) {
    const { width, height, faces } = (await cli.run('identify', '--json', '--no-record', file)).json<IdentifyOutput>();
    const usable = usableFaces(faces);
    for (const cut of await cutFaces(new Uint8Array(await readFile(file)), { width, height }, usable)) {
      people.push(join(cli.root, `person-${people.length}.jpg`));
      writeFileSync(people[people.length - 1], cut);
    }
  }
  expect(people.length).toBeGreaterThanOrEqual(4);
});

const altered = async (index: number): Promise<string> => {
  const file = join(cli.root, `altered-${index}.jpg`);
  writeFileSync(file, await alteredCopy(new Uint8Array(await readFile(people[index])), index));
  return file;
};

describe('a person, through the command line', () => {
  test('enrolled, accepted on another picture, a stranger unknown, removed, unknown', async () => {
    expect((await cli.run('enrol', '--name', 'Ada', people[0])).status).toBe(0);
    expect((await cli.run('enrol', '--name', 'Bo', people[1])).status).toBe(0);
    const known = await cli.run('identify', '--json', await altered(0));
    expect(known.status).toBe(0);
    expect(known.json<IdentifyOutput>().faces[0]).toMatchObject({
      decision: 'accepted',
      person: { name: 'Ada' },
      runnerUp: { name: 'Bo' },
    });
    const stranger = await cli.run('identify', '--json', people[2]);
    expect(stranger.status).toBe(1);
    expect(stranger.json<IdentifyOutput>().faces[0]).toMatchObject({ decision: 'unknown', person: null });
    expect((await cli.run('people', 'rename', 'Ada', 'Ada 李')).status).toBe(0);
    expect((await cli.run('people', 'list')).stdout).toContain('Ada 李');
    expect((await cli.run('people', 'remove', 'Ada 李')).status).toBe(0);
    expect((await cli.run('identify', await altered(0))).status).toBe(1);
    const events = (await cli.run('events', '--json'))
      .json<{ events: { kind: string }[] }>()
      .events.map((event) => event.kind);
    expect(events).toEqual(['identify', 'remove', 'identify', 'identify', 'enrol', 'enrol']);
  });

  test('verify accepts a copy and rejects another person', async () => {
    expect((await cli.run('verify', people[0], await altered(0))).status).toBe(0);
    expect((await cli.run('verify', people[0], people[1])).status).toBe(1);
  });

  test('import takes a folder a person; export writes a file for its owner alone', async () => {
    const folder = join(cli.root, 'team');
    for (const [index, name] of ['Cleo_Example', 'Dan'].entries()) {
      mkdirSync(join(folder, name), { recursive: true });
      writeFileSync(join(folder, name, 'a.jpg'), await readFile(people[index + 2]));
    }
    const imported = await cli.run('import', folder, '--json');
    expect(imported.json()).toMatchObject({ people: 2, refused: [] });
    const file = join(cli.root, 'export.json');
    expect((await cli.run('people', 'export', 'Cleo Example', '-o', file)).status).toBe(0);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(JSON.parse(await readFile(file, 'utf8')).templates[0].vector).toHaveLength(512);
  });

  test('the model can be changed: stored crops are embedded again and people still recognised', async () => {
    const used = await cli.run('models', 'use', 'dlib-resnet-128', '--json');
    expect(used.json()).toMatchObject({ modelId: 'dlib-resnet-128', needReenrolment: [] });
    expect((await cli.run('identify', '--json', await altered(2))).json<IdentifyOutput>().faces[0].person?.name).toBe(
      'Cleo Example',
    );
    expect((await cli.run('models', 'use', 'fr-feature-512')).status).toBe(0);
  });
});

describe('input that does not do', () => {
  const blank = (width: number, height: number) =>
    sharp({ create: { width, height, channels: 3, background: '#8899aa' } });
  const bad: readonly (readonly [string, string, () => Promise<Uint8Array>])[] = [
    ['zero.jpg', 'BAD_IMAGE', async () => new Uint8Array()],
    ['text.jpg', 'BAD_IMAGE', async () => Buffer.from('this is a text')],
    ['cut.jpg', 'BAD_IMAGE', async () => (await readFile(people[0])).subarray(0, 2000)],
    ['blank.png', 'NO_FACE', async () => blank(300, 300).png().toBuffer()],
    ['huge.jpg', 'NO_FACE', async () => blank(10_000, 10_000).jpeg({ quality: 30 }).toBuffer()],
    [
      'phone.heic',
      'UNSUPPORTED_IMAGE',
      async () =>
        Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypheic\0\0\0\0mif1heic'), Buffer.alloc(64)]),
    ],
  ];

  test('is refused by name and code, with exit code 3, and nobody is enrolled', async () => {
    const folder = join(cli.root, 'bad');
    mkdirSync(folder);
    for (const [name, , bytes] of bad) writeFileSync(join(folder, name), await bytes());
    // One command for all: a picture that cannot be read does not keep the others from being answered.
    const { status, stderr, stdout } = await cli.run(
      'identify',
      '--json',
      '--no-record',
      ...bad.map(([name]) => join(folder, name)),
    );
    expect(status).toBe(3);
    const answers = JSON.parse(stdout) as { file: string; error?: { code: string }; faces?: unknown[] }[];
    for (const [i, [name, code]] of bad.entries()) {
      const { file, error, faces } = answers[i]!;
      expect(file).toBe(join(folder, name));
      if (code === 'NO_FACE') expect(faces, name).toEqual([]);
      else expect(error?.code, name).toBe(code);
      if (code !== 'NO_FACE') expect(stderr).toContain(`${code}: ${file}`);
    }
    for (const name of ['cut.jpg', 'blank.png']) {
      const refused = await cli.run('enrol', '--name', 'Nobody', join(folder, name));
      expect([refused.status, refused.stderr]).toEqual([
        3,
        expect.stringContaining(name === 'cut.jpg' ? 'BAD_IMAGE' : 'NO_FACE'),
      ]);
    }
    expect((await cli.run('people', 'list')).stdout).not.toContain('Nobody');
  });

  test('several faces: MULTIPLE_FACES, unless --face says which', async () => {
    const group = samples()[0];
    const refused = await cli.run('enrol', '--name', 'Somebody', group);
    expect([refused.status, refused.stderr.includes('MULTIPLE_FACES')]).toEqual([3, true]);
    expect((await cli.run('verify', group, group)).stderr).toContain('MULTIPLE_FACES');
  });

  test('a face is found in greyscale, EXIF-rotated, in PNG with alpha, GIF and WebP', async () => {
    const folder = join(cli.root, 'converted');
    mkdirSync(folder);
    const convert: Readonly<Record<string, (image: Sharp) => Sharp>> = {
      'grey.jpg': (image) => image.greyscale().jpeg(),
      'rotated.jpg': (image) => image.rotate(-90).jpeg().withMetadata({ orientation: 6 }),
      'alpha.png': (image) => image.ensureAlpha(0.99).png(),
      'moving.gif': (image) => image.gif(),
      'web.webp': (image) => image.webp(),
    };
    for (const [name, to] of Object.entries(convert))
      writeFileSync(join(folder, name), await to(sharp(people[0])).toBuffer());
    const answers = (await cli.run('identify', '--json', '--no-record', folder)).json<IdentifyOutput[]>();
    expect(answers.map(({ faces }) => faces.length)).toEqual([1, 1, 1, 1, 1]);
  });

  test('bad usage is exit code 2', async () => {
    expect((await cli.run('enrol', people[0])).status).toBe(2);
    expect((await cli.run('nonsense')).status).toBe(2);
    expect((await cli.run('identify', '/no/such/file.jpg')).status).toBe(2);
    expect((await cli.run('people', 'show', 'nobody of that name')).status).toBe(3);
    expect((await cli.run('--help')).status).toBe(0);
  });

  test('a data folder that cannot be opened is exit code 4', async () => {
    const file = join(cli.root, 'broken');
    mkdirSync(file);
    writeFileSync(join(file, 'threshold.db'), 'no database '.repeat(2000));
    const broken = await cli.run('people', 'list', '--data', file);
    expect([broken.status, broken.stderr.includes('STORE_CORRUPT')]).toEqual([4, true]);
    if (process.getuid?.() !== 0) {
      chmodSync(file, 0o500);
      expect((await cli.run('people', 'list', '--data', file)).stderr).toContain('STORE_READ_ONLY');
    }
  });
});

test('doctor says what runs, and passes its self-test', async () => {
  const { status, stdout } = await cli.run('doctor', '--json');
  expect(status).toBe(0);
  const report = JSON.parse(stdout) as { checks: { id: string }[]; selfTestMs: number };
  expect(report.selfTestMs).toBeGreaterThan(0);
  expect(report.checks.map((check) => check.id)).toEqual(expect.arrayContaining(['node', 'engine', 'gallery-index']));
});

test('demo does the whole way in a scratch folder', async () => {
  const { status, stdout } = await cli.run('demo', '--json');
  expect(JSON.parse(stdout).steps.filter((step: { asExpected: boolean }) => !step.asExpected)).toEqual([]);
  expect(status).toBe(0);
});
