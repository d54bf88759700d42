import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { exitCode } from '../exit-codes.ts';
import { Exit } from '../output.ts';
import { withHost } from '../session.ts';

export function addAudit(program: Command): void {
  const audit = program
    .command('audit')
    .description('the chain of events: where it stands, and whether anything in it was changed');

  audit
    .command('status')
    .description('head, last anchor, signed stretches, and the key that signs them')
    .action(async (_options, command: Command) =>
      withHost(command, async (host, output) => {
        const value = output.unwrap(await host.call('audit.status', {}));
        output.data(value, () =>
          [
            `head: row ${value.head.seq}, ${value.head.hash}`,
            value.anchor === null
              ? 'not noted outside the database yet'
              : `noted outside up to row ${value.anchor.seq} at ${value.anchor.at}, in ${value.anchorFile}`,
            `${value.signed} signed stretches, ${value.dropped} of them dropped by retention`,
            `signed with Ed25519 key ${value.keyId}: ${value.publicKey}`,
          ].join('\n'),
        );
      }),
    );

  audit
    .command('publish')
    .description('hands the head of the chain to the setting anchorUrl now (webhook or MQTT broker)')
    .action(async (_options, command: Command) =>
      withHost(command, async (host, output) => {
        const value = output.unwrap(await host.call('audit.publish', {}));
        output.data(value, () => `Row ${value.seq} was taken.`);
      }),
    );

  audit
    .command('verify')
    .description('goes through the chain and names its first broken row; exit code 1 where it is broken')
    .option('--anchors <file>', 'anchors that you kept elsewhere, one JSON a line')
    .action(async (options: { anchors?: string }, command: Command) =>
      withHost(command, async (host, output) => {
        const anchors = options.anchors === undefined ? {} : { anchors: await readFile(options.anchors, 'utf8') };
        const verdict = output.unwrap(await host.call('audit.verify', anchors));
        output.data(verdict, () =>
          [
            verdict.broken === null
              ? `${verdict.rows} rows are as they were written${verdict.droppedRows > 0 ? `; ${verdict.droppedRows} were dropped by retention` : ''}.`
              : `Broken at row ${verdict.broken.seq} (${verdict.broken.what}): ${verdict.broken.message}`,
            verdict.anchoredTo === null
              ? verdict.broken === null && 'Nothing was noted outside yet: an end that was cut off would not be seen.'
              : `Noted outside up to row ${verdict.anchoredTo.seq} at ${verdict.anchoredTo.at}: what came later could have been cut off unseen.`,
          ]
            .filter((line) => line !== false)
            .join('\n'),
        );
        if (!verdict.ok) throw new Exit(exitCode.no);
      }),
    );
}
