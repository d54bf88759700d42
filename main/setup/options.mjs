import { parseArgs } from 'node:util';

export const usage = `npm start -- [options]
  --shell electron|web  open in Electron's window, or in your browser (default: Electron where it can run)
  --port N              the browser shell's port (default: 7613; the next free one when that is taken)
  --data DIR            where people and settings are kept (default: your own folder, see README.md)
  --no-open             only print the address
  --defaults            ask nothing at the first start
  --help                print this`;

/** A wrong option; its message is a sentence for the person at the terminal. */
export class UsageError extends Error {}

/**
 * The options of `npm start`, read before anything is installed so that a slip is told at once. What was left out is
 * undefined. Throws a UsageError that names the option at fault.
 */
export function readOptions(args) {
  const { values } = parsed(args);
  const { shell, port, data } = values;
  if (shell !== undefined && shell !== 'electron' && shell !== 'web')
    throw new UsageError(`--shell is "electron" or "web", not "${shell}".`);
  // Number() would take '' for 0 and '0x10' for 16.
  if (port !== undefined && (!/^\d{1,5}$/.test(port) || Number(port) > 65_535))
    throw new UsageError(`--port is a number from 0 (any free one) to 65535, not "${port}".`);
  if (data === '') throw new UsageError('--data needs a folder.');
  return {
    shell,
    port: port === undefined ? undefined : Number(port),
    data,
    open: values['no-open'] !== true,
    defaults: values.defaults === true,
    help: values.help === true,
  };
}

function parsed(args) {
  try {
    return parseArgs({
      args,
      options: {
        shell: { type: 'string' },
        port: { type: 'string' },
        data: { type: 'string' },
        'no-open': { type: 'boolean' },
        defaults: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    // Node's first sentence names the option; the others are about positional arguments, which there are none of here.
    throw new UsageError(`${error.message.split(/\.\s|\n/)[0].replace(/\.?$/, '.')}`);
  }
}
