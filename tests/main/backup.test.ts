import { expect, test } from 'vitest';
import { backupHandlers } from '../../main/services/backup.ts';
import type { Core } from '../../main/services/core.ts';

test('a backup goes to a whole path: a part of one could lie anywhere', async () => {
  const made: string[] = [];
  const core = { store: { backUp: (folder: string) => made.push(folder) && { data: `${folder}/data` } } };
  const create = backupHandlers(core as unknown as Core)['backup.create'];
  const context = {} as Parameters<typeof create>[1];
  expect(await create({ folder: 'backups' }, context)).toMatchObject({ ok: false, error: { code: 'BAD_INPUT' } });
  expect(made).toEqual([]);
  expect(await create({ folder: '/backups' }, context)).toMatchObject({ ok: true, value: { data: '/backups/data' } });
});
