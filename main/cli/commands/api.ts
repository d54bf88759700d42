import { type Command, InvalidArgumentError } from 'commander';
import { type ApiScope, type ApiState, apiScopes } from '../../contract/api.ts';
import { withHost } from '../session.ts';

/** The HTTP API's switch and its keys. It answers while the app is open. */
export function addApi(program: Command): void {
  const api = program.command('api').description('the HTTP API on the loopback address: state, on, off, keys');

  api
    .command('state', { isDefault: true })
    .description('whether it is on, where it answers, and its keys')
    .action(async (_options, command: Command) =>
      withHost(command, async (host, output) => {
        const value = output.unwrap(await host.call('api.state', {}));
        output.data(value, () => sentence(value));
      }),
    );
  for (const on of [true, false])
    api
      .command(on ? 'on' : 'off')
      .description(on ? 'answer on the loopback address' : 'answer no more')
      .option('--port <port>', 'which port', Number)
      .action(async ({ port }: { port?: number }, command: Command) =>
        withHost(command, async (host, output) => {
          const value = output.unwrap(await host.call('api.set', port === undefined ? { on } : { on, port }));
          output.data(value, () => sentence(value));
        }),
      );

  const keys = api.command('keys').description('create, list or revoke keys');
  keys
    .command('list', { isDefault: true })
    .description('all keys, the newest first')
    .action(async (_options, command: Command) =>
      withHost(command, async (host, output) => {
        const { keys: all } = output.unwrap(await host.call('api.state', {}));
        output.data({ keys: all }, () =>
          all.length === 0
            ? 'There are no keys. Make one: threshold api keys create NAME --scope identify'
            : all
                .map(
                  ({ id, name, scopes, lastUsedAt, revokedAt }) =>
                    `${id}  ${name}  ${scopes.join(',')}  ${revokedAt === null ? `last used ${lastUsedAt ?? 'never'}` : `revoked ${revokedAt}`}`,
                )
                .join('\n'),
        );
      }),
    );
  keys
    .command('create')
    .description('make a key; its secret is printed this once')
    .argument('<name>', 'what it is for')
    .requiredOption('--scope <scopes>', `comma-separated: ${apiScopes.join(', ')}`, scopesOf)
    .option('--per-minute <n>', 'requests a minute on average', Number, 120)
    .action(async (name: string, { scope, perMinute }: { scope: ApiScope[]; perMinute: number }, command: Command) =>
      withHost(command, async (host, output) => {
        const value = output.unwrap(await host.call('api.createKey', { name, scopes: scope, perMinute }));
        output.note('Keep the secret now: it is not shown again.');
        output.data(value, () => value.secret);
      }),
    );
  keys
    .command('revoke')
    .description('end a key at once')
    .argument('<id>')
    .action(async (id: string, _options, command: Command) =>
      withHost(command, async (host, output) => {
        output.unwrap(await host.call('api.revokeKey', { id }));
        output.data({ id }, () => `${id} is revoked.`);
      }),
    );
}

function scopesOf(text: string): ApiScope[] {
  return text.split(',').map((one) => {
    const scope = apiScopes.find((known) => known === one.trim());
    if (scope === undefined) throw new InvalidArgumentError(`Known: ${apiScopes.join(', ')}.`);
    return scope;
  });
}

function sentence({ on, port, address, trouble }: ApiState): string {
  if (!on) return 'The HTTP API is off.';
  if (address !== null) return `The HTTP API answers at ${address}.`;
  return trouble === null
    ? `The HTTP API is on, and answers on port ${port} while the app is open.`
    : `The HTTP API is on, but port ${port} cannot be listened on. Choose another: threshold api on --port N`;
}
