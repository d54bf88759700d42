import type { Command } from 'commander';
import { consentTextVersion } from '../../contract/consent.ts';
import { maxEnrolmentImages } from '../../contract/enrolment.ts';
import { expandFiles, readPicture } from '../files.ts';
import { Exit, usageError } from '../output.ts';
import { withHost } from '../session.ts';

export function addEnrol(program: Command): void {
  program
    .command('enrol')
    .description('enrol a person from photos; you confirm that the person agreed')
    .requiredOption('--name <name>', 'the person’s name')
    .option('--face <n>', 'which face of a photo with several, 0 is the leftmost', Number)
    .option('--force', 'take photos that the quality gate refuses')
    .argument('<file...>', 'photos or folders of one person')
    .action(async (paths: string[], options: { name: string; face?: number; force?: boolean }, command: Command) =>
      withHost(command, async (host, output) => {
        const files = await expandFiles(paths, output);
        if (files.length > maxEnrolmentImages)
          throw usageError(output, `At most ${maxEnrolmentImages} photos at once.`);
        const images = await Promise.all(files.map(readPicture));
        const outcome = await host.call(
          'enrol.fromImages',
          {
            name: options.name,
            images,
            consent: { textVersion: consentTextVersion, by: 'command line' },
            ...(options.face === undefined ? {} : { face: options.face }),
            ...(options.force === undefined ? {} : { force: options.force }),
          },
          {
            onProgress: (value) => {
              const { done, total } = value as { done: number; total: number };
              output.progress('enrolling', done, total);
            },
          },
        );
        if (!outcome.ok) {
          output.error({
            ...outcome.error,
            message: outcome.error.message.replace(/#(\d+)/g, (_, n) => files[Number(n)] ?? ''),
          });
          const { exitCodeFor } = await import('../exit-codes.ts');
          throw new Exit(exitCodeFor(outcome.error.code));
        }
        const value = outcome.value;
        const rejected = value.rejected.map((one) => ({ ...one, file: files[one.index] }));
        output.data({ ...value, rejected }, () =>
          [
            `${value.person.name}: ${value.accepted} of ${files.length} photos accepted, searchable after ${value.msToSearchable.toFixed(1)} ms.`,
            ...rejected.map((one) => `  refused ${one.file}: ${one.message}`),
            ...value.looksLike.map(
              (one) => `  looks like ${one.name} (score ${one.score.toFixed(3)}): perhaps the same person`,
            ),
          ].join('\n'),
        );
      }),
    );
}
