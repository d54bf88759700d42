#!/usr/bin/env node
import { prepare } from '../setup/prepare.mjs';
import { bundledNode, inProject, isInstalled } from '../setup/project.mjs';
import { handOver } from '../setup/run.mjs';
import { say } from '../setup/say.mjs';

/** Set-up could not be done: the same code as for a broken engine (exit-codes.ts, which this Node may be too old to read). */
const notInstalled = 5;

// Plain JavaScript, since the system's Node may be too old for the app: main.ts runs under the bundled Node.
try {
  if (!isInstalled()) {
    say('Threshold is not set up yet: doing that first.');
    await prepare({ page: false });
  }
  process.exitCode = await handOver(bundledNode(), [inProject('main', 'cli', 'main.ts'), ...process.argv.slice(2)]);
} catch (error) {
  say(`Threshold could not start: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = notInstalled;
}
