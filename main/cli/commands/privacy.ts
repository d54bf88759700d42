import type { Command } from 'commander';
import { withHost } from '../session.ts';
import { languageOf, type PageOptions, writePage } from '../write-page.ts';

export function addPrivacy(program: Command): void {
  const privacy = program.command('privacy').description('what people are told about what is held here');

  privacy
    .command('sheet')
    .description(
      'the data-protection sheet (HTML) from the present settings; one person: threshold people export --html',
    )
    .option('--language <language>', 'en or zh', languageOf, 'en')
    .option('-o, --output <file>', 'write to a file')
    .action(async (options: PageOptions, command: Command) =>
      withHost(command, async (host, output) => {
        const { html } = output.unwrap(await host.call('privacy.sheet', { language: options.language }));
        await writePage(output, html, options.output);
      }),
    );
}
