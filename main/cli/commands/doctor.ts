import { writeFile } from 'node:fs/promises';
import { arch, cpus, platform, release, totalmem } from 'node:os';
import type { Command } from 'commander';
import { exitCode } from '../exit-codes.ts';
import { Exit } from '../output.ts';
import { withHost } from '../session.ts';

export function addDoctor(program: Command): void {
  program
    .command('doctor')
    .description('what runs where, what is missing and what that costs, and a short self-test')
    .option('--bundle <file>', 'also write it as a file for a bug report: no names, vectors or pictures')
    .action(async (options: { bundle?: string }, command: Command) =>
      withHost(command, async (host, output) => {
        const value = output.unwrap(await host.call('doctor.run', {}));
        if (options.bundle !== undefined) {
          const machine = {
            platform: platform(),
            release: release(),
            arch: arch(),
            processors: cpus().length,
            memoryGb: Math.round(totalmem() / 1e9),
          };
          const bundle = { at: new Date().toISOString(), machine, ...value };
          await writeFile(options.bundle, JSON.stringify(bundle, null, 2), { mode: 0o600 });
          output.note(`Written to ${options.bundle}.`);
        }
        output.data(value, () =>
          [
            ...value.checks.map(
              ({ state, name, found, cost }) =>
                `${state === 'ok' ? '✓' : state === 'missing' ? '–' : '✗'} ${name.en}: ${'en' in found ? found.en : found.message}${cost === null ? '' : `\n    ${cost.en}`}`,
            ),
            value.selfTestMs === null ? '✗ self-test failed' : `✓ self-test: ${value.selfTestMs.toFixed(0)} ms`,
          ].join('\n'),
        );
        if (!value.healthy) throw new Exit(exitCode.engine);
      }),
    );
}
