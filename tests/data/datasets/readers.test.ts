import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseIdentificationProtocol } from '../../../data/datasets/identification-protocol.ts';
import { insideRoot, pathProblem } from '../../../data/datasets/inside-root.ts';
import { readPersonFolders } from '../../../data/datasets/person-folders.ts';
import { parseVerificationPairs, readVerificationPairs } from '../../../data/datasets/verification-pairs.ts';

const tsv = (...rows: readonly string[][]): string => `${rows.map((row) => row.join('\t')).join('\n')}\n`;
const lfwHeader = ['view2_fold', 'same', 'path1', 'path2', 'officially_wrong_label'];

describe('pairs', () => {
  it('reads LFW’s columns', () => {
    const pairs = parseVerificationPairs(
      tsv(lfwHeader, ['2', '1', 'a/1.jpg', 'a/2.jpg', '0'], ['10', '0', 'a/1.jpg', 'b/1.jpg', '1']),
      'pairs.tsv',
    );
    expect(pairs).toEqual([
      { line: 2, mated: true, path1: 'a/1.jpg', path2: 'a/2.jpg', fold: 2, officiallyWrong: false },
      { line: 3, mated: false, path1: 'a/1.jpg', path2: 'b/1.jpg', fold: 10, officiallyWrong: true },
    ]);
  });

  it('reads lists without folds or labels, in any order, from a spreadsheet (BOM, CR LF, empty lines)', () => {
    const pairs = parseVerificationPairs('\uFEFFpath1\tpath2\tsame\r\na.jpg\tb.jpg\t1\r\n\r\n', 'x.tsv');
    expect(pairs).toEqual([
      { line: 2, mated: true, path1: 'a.jpg', path2: 'b.jpg', fold: null, officiallyWrong: false },
    ]);
    expect(parseVerificationPairs('same\tpath1\tpath2', 'x.tsv')).toEqual([]);
  });

  it.each([
    ['', 'x.tsv, line 1, column "same": is missing'],
    [tsv(['same', 'path1'], ['1', 'a']), 'x.tsv, line 1, column "path2": is missing'],
    [tsv(['same', 'same', 'path1', 'path2']), 'x.tsv, line 1, column "same": is named twice'],
    [tsv(['same', 'path1', 'path2'], ['1', 'a']), 'x.tsv, line 2: has 2 cells, the header 3'],
    [tsv(['same', 'path1', 'path2'], ['yes', 'a', 'b']), 'x.tsv, line 2, column "same": must be 0 or 1, not "yes"'],
    [tsv(['same', 'path1', 'path2'], ['1', '', 'b']), 'x.tsv, line 2, column "path1": is empty'],
    [tsv(['same', 'path1', 'path2'], ['1', 'a', '../b']), 'x.tsv, line 2, column "path2": must not leave the root'],
    [tsv(lfwHeader, ['x', '1', 'a', 'b', '0']), 'x.tsv, line 2, column "view2_fold": must be a whole number, not "x"'],
    [tsv(lfwHeader, ['2', '1', 'a', 'b', '2']), 'x.tsv, line 2, column "officially_wrong_label": must be 0 or 1'],
  ])('names line and column of what is wrong: %j', (text, message) => {
    expect(() => parseVerificationPairs(text, 'x.tsv')).toThrow(message);
  });
});

describe('identification protocol', () => {
  const header = ['role', 'identity', 'path'];
  it('reads roles', () => {
    const images = parseIdentificationProtocol(
      tsv(header, ['known_probe', 'Ann', 'a/2.jpg'], ['enrol', 'Ann', 'a/1.jpg'], ['unknown_probe', 'Bob', 'b/1.jpg']),
      'p.tsv',
    );
    expect(images.map(({ role, identity, line }) => [line, role, identity])).toEqual([
      [2, 'known_probe', 'Ann'],
      [3, 'enrol', 'Ann'],
      [4, 'unknown_probe', 'Bob'],
    ]);
  });

  it.each([
    [tsv(header, ['probe', 'Ann', 'a']), 'line 2, column "role": must be one of enrol, known_probe, unknown_probe'],
    [
      tsv(header, ['known_probe', 'Ann', 'a']),
      'line 2, column "identity": "Ann" is a known probe but has no enrol row',
    ],
    [
      tsv(header, ['enrol', 'Ann', 'a'], ['unknown_probe', 'Ann', 'b']),
      'line 3, column "identity": "Ann" is an unknown probe but is enrolled',
    ],
    [
      tsv(header, ['enrol', 'Ann', 'a'], ['known_probe', 'Ann', 'a']),
      'line 3, column "path": "a" is listed already, on line 2',
    ],
    [tsv(header, ['enrol', 'Ann', '/etc/passwd']), 'line 2, column "path": must be relative to the root'],
  ])('refuses %j', (text, message) => {
    expect(() => parseIdentificationProtocol(text, 'p.tsv')).toThrow(message);
  });
});

describe('paths', () => {
  it.each(['../a', 'a/../../b', 'a/..', '/a', 'C:\\a', 'c:a', '\\\\host\\a', 'a\\..\\b', 'a\0b'])(
    'refuses %j',
    (path) => {
      expect(pathProblem(path)).not.toBeNull();
      expect(() => insideRoot('root', path)).toThrow(RangeError);
    },
  );
  it.each(['a/b.jpg', './a', '..a/b..c', '...'])('accepts %j', (path) => {
    expect(insideRoot('/data', path).startsWith('/data/')).toBe(true);
  });
});

describe('on disk', () => {
  let root = '';
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'datasets-'));
    for (const person of ['Bob', 'Ann', '.hidden', 'Empty'])
      await mkdir(join(root, 'people', person), { recursive: true });
    for (const file of [
      'Ann/10.jpg',
      'Ann/9.JPG',
      'Ann/notes.txt',
      'Ann/.x.jpg',
      'Bob/b.png',
      '.hidden/h.jpg',
      'top.jpg',
    ])
      await writeFile(join(root, 'people', file), '');
    await symlink('/etc', join(root, 'people', 'Linked'));
    await symlink('/etc/passwd', join(root, 'people', 'Ann', 'linked.jpg'));
    await writeFile(join(root, 'pairs.tsv'), tsv(['same', 'path1', 'path2'], ['1', 'a', 'b']));
  });
  afterAll(async () => {
    await rm(root, { recursive: true });
  });

  it('reads a folder per person, in natural order, without links and hidden files', async () => {
    expect(await readPersonFolders(join(root, 'people'))).toEqual([
      { person: 'Ann', paths: ['Ann/9.JPG', 'Ann/10.jpg'] },
      { person: 'Bob', paths: ['Bob/b.png'] },
    ]);
    await expect(readPersonFolders(join(root, 'people', 'Ann'))).rejects.toThrow(/one folder per person/);
    await expect(readPersonFolders(join(root, 'absent'))).rejects.toThrow(/ENOENT/);
  });

  it('refuses two folders for one name', async () => {
    for (const person of ['Zoë', 'Zoe\u0308']) {
      await mkdir(join(root, 'twins', person), { recursive: true });
      await writeFile(join(root, 'twins', person, '1.jpg'), '');
    }
    await expect(readPersonFolders(join(root, 'twins'))).rejects.toThrow(/name the same person/);
  });

  it('names the file it read', async () => {
    expect(await readVerificationPairs(join(root, 'pairs.tsv'))).toHaveLength(1);
    await writeFile(join(root, 'bad.tsv'), 'same\n1\n');
    await expect(readVerificationPairs(join(root, 'bad.tsv'))).rejects.toThrow(/bad\.tsv, line 1/);
  });
});
