import type { Command } from 'commander';
import { settingsSchema } from '../../contract/settings.ts';
import { usageError } from '../output.ts';
import { withHost } from '../session.ts';

export function addSettings(program: Command): void {
  const settings = program.command('settings').description('show or change settings');

  settings
    .command('list', { isDefault: true })
    .description('all settings')
    .action(async (_options, command: Command) =>
      withHost(command, async (host, output) => {
        const value = output.unwrap(await host.call('settings.get', {}));
        output.data(value, () =>
          Object.entries(value)
            .map(([key, one]) => `${key} = ${one}`)
            .join('\n'),
        );
      }),
    );

  settings
    .command('set')
    .description('change one setting')
    .argument('<key>')
    .argument('<value>')
    .action(async (key: string, text: string, _options, command: Command) =>
      withHost(command, async (host, output) => {
        if (!(key in settingsSchema.shape))
          throw usageError(
            output,
            `There is no setting "${key}". Known: ${Object.keys(settingsSchema.shape).join(', ')}.`,
          );
        const wanted = settingsSchema.partial().safeParse({ [key]: typed(text) });
        if (!wanted.success) throw usageError(output, `${key}: ${wanted.error.issues[0].message}`);
        const value = output.unwrap(await host.call('settings.set', wanted.data));
        output.data(value, () => `${key} = ${value[key as keyof typeof value]}`);
      }),
    );
}

/** A setting as it is typed. */
function typed(text: string): string | number | boolean {
  if (text === 'true' || text === 'false') return text === 'true';
  const number = Number(text);
  return text !== '' && Number.isFinite(number) ? number : text;
}
