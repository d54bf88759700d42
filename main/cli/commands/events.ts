import type { Command } from 'commander';
import { withHost } from '../session.ts';

export function addEvents(program: Command): void {
  program
    .command('events')
    .description('what was decided, when, with score and threshold; newest first')
    .option('--limit <n>', 'how many', Number, 50)
    .option('--kind <kind>', 'identify, verify, enrol, remove …')
    .action(async (options: { limit: number; kind?: string }, command: Command) =>
      withHost(command, async (host, output) => {
        const value = output.unwrap(
          await host.call('events.list', {
            limit: options.limit,
            ...(options.kind === undefined ? {} : { kind: options.kind }),
          }),
        );
        output.data(value, () =>
          value.events.length === 0
            ? 'no events'
            : value.events
                .map((event) =>
                  [
                    event.at,
                    event.kind,
                    event.decision ?? '',
                    event.person?.name ?? '',
                    event.score === null ? '' : `score ${event.score.toFixed(3)}`,
                    event.threshold === null ? '' : `threshold ${event.threshold.toFixed(3)}`,
                  ]
                    .filter((part) => part !== '')
                    .join('  '),
                )
                .join('\n'),
        );
      }),
    );
}
