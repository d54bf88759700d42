import { createInterface } from 'node:readline/promises';
import type { Command } from 'commander';
import { usageError } from '../output.ts';
import { withHost } from '../session.ts';

const words = {
  'key-file': 'key file',
  passphrase: 'passphrase',
  recovery: 'recovery code',
  system: 'the system’s key store',
} as const;

export function addKey(program: Command): void {
  const key = program.command('key').description('the ways to open the data folder');

  key
    .command('list', { isDefault: true })
    .description('the ways there are')
    .action(async (_options, command: Command) =>
      withHost(command, async (host, output) => {
        const value = output.unwrap(await host.call('keys.list', {}));
        output.data(value, () =>
          value.slots
            .map(({ id, use }) => `${id}  ${words[use]}${use === 'key-file' ? ` (${value.keyFile})` : ''}`)
            .join('\n'),
        );
      }),
    );

  key
    .command('passphrase')
    .description('set or change the passphrase, read from standard input')
    .action(async (_options, command: Command) =>
      withHost(command, async (host, output) => {
        const prompt = createInterface({ input: process.stdin, output: process.stderr, terminal: false });
        if (process.stdin.isTTY) process.stderr.write('New passphrase: ');
        const { value: passphrase = '' } = await prompt[Symbol.asyncIterator]().next();
        prompt.close();
        if (passphrase.length < 8) throw usageError(output, 'A passphrase has at least 8 characters.');
        output.unwrap(await host.call('keys.changePassphrase', { passphrase }));
        output.data({ changed: true }, () => 'The passphrase is set.');
      }),
    );

  key
    .command('recovery')
    .description('a new recovery code: write it down, it is shown once; the one before is void')
    .action(async (_options, command: Command) =>
      withHost(command, async (host, output) => {
        const value = output.unwrap(await host.call('keys.newRecoveryCode', {}));
        output.data(value, () => value.code);
      }),
    );

  key
    .command('renew')
    .description('a new secret in the key file; copies of the old one open nothing but old backups')
    .action(async (_options, command: Command) =>
      withHost(command, async (host, output) => {
        const value = output.unwrap(await host.call('keys.renewKeyFile', {}));
        output.data(value, () => `${value.path} has a new secret.`);
      }),
    );

  key
    .command('remove')
    .description('one way less; never the last')
    .argument('<id>', 'as in list')
    .action(async (id: string, _options, command: Command) =>
      withHost(command, async (host, output) => {
        output.unwrap(await host.call('keys.remove', { id }));
        output.data({ id }, () => 'Removed.');
      }),
    );
}
