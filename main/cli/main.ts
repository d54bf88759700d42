import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { addCommands } from './commands.ts';
import { exitCode } from './exit-codes.ts';
import { Exit } from './output.ts';

const program = new Command('threshold')
  .description('Recognise people by metric learning: enrolment is one insert, nothing is retrained.')
  .option('--data <dir>', 'data folder (default: the user’s own; THRESHOLD_DATA)')
  .option('--model <id>', 'embedding model: fr-feature-512, dlib-resnet-128 or an imported one')
  .option('--json', 'print one JSON value on stdout')
  // `train --data` and `compare --data` are not the data folder: options before a command are the program's, those after it the command's.
  .enablePositionalOptions()
  .showHelpAfterError()
  .addHelpText(
    'after',
    '\nExit codes: 0 accepted or done, 1 unknown or rejected, 2 bad usage, 3 bad input, 4 data folder, 5 engine or model, 70 a bug, 130 cancelled.',
  );

await addCommands(program, process.argv.slice(2));

/** Every command takes the global options too, before or after its own name. */
function inheritGlobals(command: Command): void {
  for (const child of command.commands) {
    if (!child.options.some(({ long }) => long === '--data')) child.option('--data <dir>', 'data folder');
    child.option('--model <id>', 'embedding model').option('--json', 'JSON output');
    child.exitOverride().configureOutput({ writeErr: (text) => process.stderr.write(text) });
    inheritGlobals(child);
  }
}
inheritGlobals(program);
program.exitOverride();

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(exitCode.ok);
});

try {
  await program.parseAsync(process.argv);
} catch (error) {
  if (error instanceof Exit) process.exitCode = error.status;
  else if (error instanceof CommanderError || error instanceof InvalidArgumentError)
    process.exitCode = error instanceof CommanderError && error.exitCode === 0 ? exitCode.ok : exitCode.usage;
  else {
    // A bug: its name helps a report; its message might quote data, so it stays out of the log but is shown here.
    process.stderr.write(`INTERNAL: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exitCode = exitCode.internal;
  }
}
