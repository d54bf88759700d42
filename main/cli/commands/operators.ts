import { type Command, Option } from 'commander';
import { type Role, roles } from '../../contract/operators.ts';
import { askSecret } from '../ask-secret.ts';
import type { Host } from '../host.ts';
import type { Output } from '../output.ts';
import { withHost } from '../session.ts';

/** Who may use the open app. With the app closed this needs no password: who has the store's key is the owner. */
export function addOperators(program: Command): void {
  const operators = program.command('operators').description('list, add or remove operators; give one a new password');

  operators
    .command('list', { isDefault: true })
    .description('everybody who may sign in')
    .action(async (_options, command: Command) =>
      withHost(command, async (host, output) => {
        const value = output.unwrap(await host.call('operators.list', {}));
        output.data(value, () =>
          value.operators.length === 0
            ? 'There are no operators: whoever is at the machine may do everything. Add the owner: threshold operators add NAME'
            : value.operators
                .map(({ name, role, lastSignInAt }) => `${name}  ${role}  last sign-in ${lastSignInAt ?? 'never'}`)
                .join('\n'),
        );
      }),
    );

  operators
    .command('add')
    .description('add an operator; the first one is an owner. Asks for the password, or takes THRESHOLD_NEW_PASSWORD')
    .argument('<name>')
    .addOption(new Option('--role <role>', 'what they may do').choices([...roles]).default('operator'))
    .action(async (name: string, { role }: { role: Role }, command: Command) =>
      withHost(command, async (host, output) => {
        const value = output.unwrap(await host.call('operators.add', { name, role, password: await newPassword() }));
        output.data(value, () => `${name} may sign in.`);
      }),
    );

  operators
    .command('password')
    .description('give an operator a new password, and lift their lock-out')
    .argument('<name>')
    .action(async (name: string, _options, command: Command) =>
      withHost(command, async (host, output) => {
        const id = await idOf(host, output, name);
        output.unwrap(await host.call('operators.change', { id, password: await newPassword() }));
        output.data({ id }, () => `${name} has a new password.`);
      }),
    );

  operators
    .command('remove')
    .description('remove an operator; the last owner goes last, and then nobody needs to sign in')
    .argument('<name>')
    .action(async (name: string, _options, command: Command) =>
      withHost(command, async (host, output) => {
        const id = await idOf(host, output, name);
        output.unwrap(await host.call('operators.remove', { id }));
        output.data({ id }, () => `${name} is no operator any more.`);
      }),
    );
}

const newPassword = async (): Promise<string> => process.env.THRESHOLD_NEW_PASSWORD ?? askSecret('New password: ');

async function idOf(host: Host, output: Output, name: string): Promise<string> {
  const { operators } = output.unwrap(await host.call('operators.list', {}));
  const found = operators.find((one) => one.name === name);
  return output.unwrap(
    found === undefined
      ? { ok: false, error: { code: 'NOT_FOUND', message: `There is no operator called ${name}.` } }
      : { ok: true, value: found.id },
  );
}
