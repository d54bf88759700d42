import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { csvCells } from '../../../data/datasets/csv-cells.ts';
import { readImageList } from '../../../data/datasets/image-list.ts';
import { makeFolder } from '../../../data/make-folder.ts';
import { scratch } from '../scratch.ts';

test('cells of a line: plain, empty, quoted with commas and quotes', () => {
  expect(csvCells('a,,c')).toEqual(['a', '', 'c']);
  expect(csvCells('"a, b","say ""no""",c')).toEqual(['a, b', 'say "no"', 'c']);
  expect(csvCells('a,')).toEqual(['a', '']);
  expect(csvCells('"a')).toBeNull();
  expect(csvCells('"a"b,c')).toBeNull();
});

test('a list of images may be CSV or tab-separated', async () => {
  const { root } = scratch();
  makeFolder(root);
  const read = (text: string) => {
    const file = join(root, 'list.csv');
    writeFileSync(file, text);
    return readImageList(file);
  };
  const images = [
    { path: 'a/1.jpg', identity: 'Ada, Countess' },
    { path: 'b/1.jpg', identity: 'Bob' },
  ];
  expect(await read('\uFEFFpath,identity\r\na/1.jpg,"Ada, Countess"\r\nb/1.jpg,Bob\r\n')).toEqual(images);
  expect(await read('identity\tpath\nAda, Countess\ta/1.jpg\nBob\tb/1.jpg\n')).toEqual(images);
  await expect(read('path,person\na.jpg,Ada\n')).rejects.toThrow(/column "identity": is missing.*commas/);
  await expect(read('path,identity\n../a.jpg,Ada\n')).rejects.toThrow('line 2');
  await expect(read('path,identity\n"a.jpg,Ada\n')).rejects.toThrow('line 2: has a quoted cell');
});
