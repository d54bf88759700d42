import type { Command } from 'commander';
import { exitCode } from '../exit-codes.ts';
import { expandFiles, readPicture } from '../files.ts';
import { Exit, usageError } from '../output.ts';
import { withHost } from '../session.ts';

export function addVerify(program: Command): void {
  program
    .command('verify')
    .description('are these two photos of one person? exit code 0 when accepted, 1 when not')
    .argument('<a>', 'a photo')
    .argument('<b>', 'another photo')
    .option(
      '--face <n...>',
      'which face of each photo with several (two numbers), 0 is the leftmost',
      (n, all: number[] = []) => [...all, Number(n)],
    )
    .action(async (a: string, b: string, options: { face?: number[] }, command: Command) =>
      withHost(command, async (host, output) => {
        if (options.face !== undefined && options.face.length !== 2)
          throw usageError(output, '--face takes two numbers.');
        const [first, second] = await Promise.all((await expandFiles([a, b], output)).map(readPicture));
        const value = output.unwrap(
          await host.call('verify.images', {
            a: first,
            b: second,
            ...(options.face === undefined ? {} : { faceA: options.face[0], faceB: options.face[1] }),
          }),
        );
        output.data(value, () =>
          [
            `${value.accepted ? 'accepted: same person' : 'rejected: not shown to be the same person'}`,
            `score ${value.score.toFixed(4)}, threshold ${value.threshold.value.toFixed(4)} (higher is stricter), ${value.modelId}`,
            value.threshold.sentence,
          ].join('\n'),
        );
        if (!value.accepted) throw new Exit(exitCode.no);
      }),
    );
}
