import { resolve } from 'node:path';
import type { Command } from 'commander';
import { restoreBackup, verifyDataBackup } from '../../../data/backup/backup.ts';
import { StoreError } from '../../../data/store-error.ts';
import { fail, type Outcome, ok } from '../../contract/errors.ts';
import { createOutput } from '../output.ts';
import { globalsOf, withHost } from '../session.ts';

export function addBackup(program: Command): void {
  const backup = program.command('backup').description('copies of the data, and the key ring’s own backup file');

  backup
    .command('create')
    .description('copy the database (ciphertext) into a folder, verified, and the key ring’s backup file beside it')
    .argument('<folder>', 'outside the data folder; keep the key ring’s file where only you can read it')
    .action(async (folder: string, _options, command: Command) =>
      withHost(command, async (host, output) => {
        const value = output.unwrap(await host.call('backup.create', { folder: resolve(folder) }));
        output.data(value, () =>
          [
            `data: ${value.data} (${value.people} people, ${value.templates} templates, ${value.events} events; verified)`,
            `keys: ${value.keys} (each erasure writes it anew while it is there)`,
          ].join('\n'),
        );
      }),
    );

  backup
    .command('verify')
    .description('whether a data backup is sound; needs no key and no data folder')
    .argument('<data>', 'a threshold-data-….db')
    .action(async (data: string, _options, command: Command) => {
      const output = createOutput(globalsOf(command).json);
      const facts = output.unwrap(attempt(() => verifyDataBackup(resolve(data))));
      output.data(facts, () => `sound: ${facts.people} people, ${facts.templates} templates, ${facts.events} events`);
    });

  backup
    .command('restore')
    .description('put a data backup and a key ring into the data folder; nobody who was erased comes back')
    .argument('<data>', 'a threshold-data-….db')
    .argument('<keys>', 'the key ring’s backup, threshold-keys.db')
    .action(async (data: string, keys: string, _options, command: Command) => {
      const globals = globalsOf(command);
      const output = createOutput(globals.json);
      const from = { data: resolve(data), keys: resolve(keys), dir: globals.data };
      output.unwrap(attempt(() => restoreBackup(from)));
      // Opening applies the erasure list, so that what is said is what is there.
      await withHost(command, async (host) => {
        const { people } = output.unwrap(await host.call('people.list', {}));
        output.data(
          { dir: globals.data, people: people.length },
          () => `restored into ${globals.data}: ${people.length} people`,
        );
      });
    });
}

function attempt<T>(work: () => T): Outcome<T> {
  try {
    return ok(work());
  } catch (error) {
    if (error instanceof StoreError) return fail(error.code, error.message);
    throw error;
  }
}
