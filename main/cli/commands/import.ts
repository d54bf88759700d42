import type { Command } from 'commander';
import { consentTextVersion } from '../../contract/consent.ts';
import { maxEnrolmentImages } from '../../contract/enrolment.ts';
import { exitCode } from '../exit-codes.ts';
import { peopleIn, readPicture } from '../files.ts';
import { Exit, usageError } from '../output.ts';
import { withHost } from '../session.ts';

export function addImport(program: Command): void {
  program
    .command('import')
    .description('enrol everybody in a folder that has one sub-folder a person')
    .argument('<dir>', 'the folder')
    .option('--force', 'take photos that the quality gate refuses')
    .action(async (dir: string, options: { force?: boolean }, command: Command) =>
      withHost(command, async (host, output) => {
        const people = await peopleIn(dir).catch(() => {
          throw usageError(output, `"${dir}" is not a folder that can be read.`);
        });
        if (people.length === 0) throw usageError(output, `"${dir}" has no sub-folders with pictures.`);
        const enrolled: { name: string; accepted: number }[] = [];
        const refused: { name: string; file?: string; code: string; message: string }[] = [];
        let done = 0;
        for (const { name, files } of people) {
          for (let from = 0; from < files.length; from += maxEnrolmentImages) {
            const batch = files.slice(from, from + maxEnrolmentImages);
            const outcome = await host.call('enrol.fromImages', {
              name,
              images: await Promise.all(batch.map(readPicture)),
              consent: { textVersion: consentTextVersion, by: 'command line' },
              ...(options.force === undefined ? {} : { force: options.force }),
            });
            if (outcome.ok) {
              enrolled.push({ name, accepted: outcome.value.accepted });
              for (const one of outcome.value.rejected)
                refused.push({ name, file: batch[one.index], code: one.code, message: one.message });
            } else if (outcome.error.code === 'CANCELLED') output.unwrap(outcome);
            else refused.push({ name, code: outcome.error.code, message: outcome.error.message });
          }
          output.progress('importing', ++done, people.length);
        }
        output.data({ people: enrolled.length, enrolled, refused }, () =>
          [
            `${enrolled.length} of ${people.length} people enrolled.`,
            ...refused.map((one) => `  refused ${one.file ?? one.name}: ${one.message}`),
          ].join('\n'),
        );
        if (enrolled.length === 0) throw new Exit(exitCode.input);
      }),
    );
}
