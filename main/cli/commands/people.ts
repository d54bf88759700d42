import { writeFile } from 'node:fs/promises';
import { createInterface } from 'node:readline/promises';
import { type Command, InvalidArgumentError } from 'commander';
import { exitCode } from '../exit-codes.ts';
import { Exit } from '../output.ts';
import { receiptText } from '../receipt-text.ts';
import { findPerson, withHost } from '../session.ts';
import { languageOf, type PageOptions, writePage } from '../write-page.ts';

export function addPeople(program: Command): void {
  const people = program.command('people').description('list, show, rename, remove or export people');

  people
    .command('list')
    .description('everybody enrolled')
    .action(async (_options, command: Command) =>
      withHost(command, async (host, output) => {
        const value = output.unwrap(await host.call('people.list', {}));
        output.data(value, () =>
          value.people.length === 0
            ? 'Nobody is enrolled. Enrol somebody: threshold enrol --name NAME PHOTO…'
            : value.people
                .map((one) => `${one.id}  ${one.name}  ${one.templates} templates  ${one.createdAt}`)
                .join('\n'),
        );
      }),
    );

  people
    .command('show')
    .description('one person with their templates')
    .argument('<person>', 'id or name')
    .action(async (wanted: string, _options, command: Command) =>
      withHost(command, async (host, output) => {
        const { id } = await findPerson(host, output, wanted);
        const { templateList, ...person } = output.unwrap(await host.call('people.show', { id }));
        const templates = templateList.map(({ crop, ...one }) => ({ ...one, hasCrop: crop !== null }));
        output.data({ ...person, templateList: templates }, () =>
          [
            `${person.name} (${person.id}), enrolled ${person.createdAt}`,
            person.consent === null
              ? 'no consent recorded'
              : `consent ${person.consent.textVersion} at ${person.consent.at}, recorded by ${person.consent.by}`,
            ...templates.map(
              (one) =>
                `  ${one.id}  ${one.modelId}  quality ${one.quality.toFixed(2)}  ${one.origin}  ${one.createdAt}`,
            ),
          ].join('\n'),
        );
      }),
    );

  people
    .command('rename')
    .description('give a person another name')
    .argument('<person>', 'id or name')
    .argument('<name>', 'the new name')
    .action(async (wanted: string, name: string, _options, command: Command) =>
      withHost(command, async (host, output) => {
        const { id } = await findPerson(host, output, wanted);
        output.unwrap(await host.call('people.rename', { id, name }));
        output.data({ id, name }, () => `renamed to ${name}`);
      }),
    );

  people
    .command('remove')
    .description('erase a person: key, templates, crops')
    .argument('<person>', 'id or name')
    .option('--yes', 'do not ask')
    .action(async (wanted: string, options: { yes?: boolean }, command: Command) =>
      withHost(command, async (host, output) => {
        const { id, name } = await findPerson(host, output, wanted);
        if (options.yes !== true && process.stdin.isTTY) {
          const prompt = createInterface({ input: process.stdin, output: process.stderr });
          const answer = await prompt.question(`Erase ${name} for good? [y/N] `);
          prompt.close();
          if (!/^y(es)?$/i.test(answer.trim())) throw new Exit(exitCode.cancelled);
        }
        output.unwrap(await host.call('people.remove', { id, now: true }));
        output.data({ id, erased: true }, () => `${name} is erased.`);
      }),
    );

  people
    .command('receipts')
    .description('signed receipts of erasures, the newest first')
    .argument('[pseudonym]', 'of one person: the id they had')
    .action(async (wanted: string | undefined, _options, command: Command) =>
      withHost(command, async (host, output) => {
        const value = output.unwrap(await host.call('people.receipts', wanted === undefined ? {} : { id: wanted }));
        output.data(value, () => value.receipts.map(receiptText).join('\n\n') || 'Nobody was erased.');
      }),
    );

  people
    .command('term')
    .description('until when a person may be kept; they are erased by themselves then')
    .argument('<person>', 'id or name')
    .argument('<day>', 'a day (2027-06-30), or "none"')
    .action(async (wanted: string, day: string, _options, command: Command) =>
      withHost(command, async (host, output) => {
        const { id, name } = await findPerson(host, output, wanted);
        const expiresAt = day === 'none' ? null : endOf(day);
        output.unwrap(await host.call('people.setTerm', { id, expiresAt }));
        output.data({ id, expiresAt }, () =>
          expiresAt === null ? `${name}: no term` : `${name} is erased at ${expiresAt}`,
        );
      }),
    );

  people
    .command('export')
    .description('everything held about one person, as JSON or as a page to read')
    .argument('<person>', 'id or name')
    .option('--html', 'a page to read, in the language of --language')
    .option('--language <language>', 'en or zh', languageOf, 'en')
    .option('-o, --output <file>', 'write to a file that only you can read')
    .action(async (wanted: string, options: ExportOptions, command: Command) =>
      withHost(command, async (host, output) => {
        const { id } = await findPerson(host, output, wanted);
        if (options.html === true) {
          const { html } = output.unwrap(await host.call('privacy.personPage', { id, language: options.language }));
          return writePage(output, html, options.output);
        }
        const value = output.unwrap(await host.call('people.export', { id }));
        const readable = {
          ...value,
          visits: value.visits.map(({ event, picture }) => ({
            event,
            jpegBase64: Buffer.from(picture).toString('base64'),
          })),
          templates: value.templates.map(({ vector, crop, ...one }) => ({
            ...one,
            vector: Array.from(vector),
            cropPngBase64: crop === null ? null : Buffer.from(crop).toString('base64'),
          })),
        };
        if (options.output === undefined) output.data(readable, () => JSON.stringify(readable, null, 2));
        else {
          await writeFile(options.output, JSON.stringify(readable, null, 2), { mode: 0o600 });
          output.data({ id, file: options.output }, () => `written to ${options.output}`);
        }
      }),
    );
}

interface ExportOptions extends PageOptions {
  readonly html?: boolean;
}

/** The end of a day here, as the contract wants it. */
function endOf(day: string): string {
  const end = new Date(`${day}T23:59:59`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || Number.isNaN(end.getTime()))
    throw new InvalidArgumentError(`"${day}" is no day. Write it as 2027-06-30, or "none".`);
  return end.toISOString();
}
