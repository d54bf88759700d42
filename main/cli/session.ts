import type { Command } from 'commander';
import { defaultDataDir } from '../paths.ts';
import { type Host, openHost } from './host.ts';
import { createOutput, type Output } from './output.ts';

export interface Globals {
  readonly data: string;
  readonly model?: string;
  readonly json: boolean;
}

export function globalsOf(command: Command): Globals {
  const options = command.optsWithGlobals<{ data?: string; model?: string; json?: boolean }>();
  return {
    data: options.data ?? defaultDataDir(),
    json: options.json === true,
    ...(options.model === undefined ? {} : { model: options.model }),
  };
}

/** Opens the host, runs, closes, whatever happens. */
export async function withHost(
  command: Command,
  run: (host: Host, output: Output, globals: Globals) => Promise<void>,
): Promise<void> {
  await withGlobals(globalsOf(command), run);
}

/** The same for a command that reads its options itself. */
export async function withGlobals(
  globals: Globals,
  run: (host: Host, output: Output, globals: Globals) => Promise<void>,
): Promise<void> {
  const output = createOutput(globals.json);
  const passphrase = process.env.THRESHOLD_PASSPHRASE;
  const host = output.unwrap(
    await openHost({
      dataDir: globals.data,
      ...(globals.model === undefined ? {} : { modelId: globals.model }),
      ...(passphrase === undefined ? {} : { passphrase }),
    }),
  );
  try {
    await run(host, output, globals);
  } finally {
    await host.close();
  }
}

/** A person by exact id, else by exact name, else by the only name that contains the words. */
export async function findPerson(host: Host, output: Output, wanted: string): Promise<{ id: string; name: string }> {
  const { people } = output.unwrap(await host.call('people.list', {}));
  const exact = people.filter((person) => person.id === wanted || person.name === wanted);
  const found =
    exact.length > 0
      ? exact
      : people.filter((person) => person.name.toLocaleLowerCase().includes(wanted.toLocaleLowerCase()));
  if (found.length === 1) return found[0];
  return output.unwrap({
    ok: false,
    error: {
      code: 'NOT_FOUND',
      message:
        found.length === 0
          ? `Nobody is enrolled as "${wanted}". See: threshold people list`
          : `${found.length} people fit "${wanted}": ${found.map((one) => `${one.name} (${one.id})`).join(', ')}. Use the id.`,
    },
  });
}
