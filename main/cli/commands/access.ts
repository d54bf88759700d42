import type { Command } from 'commander';
import type { AccessDecision } from '../../contract/access-decision.ts';
import { exitCode } from '../exit-codes.ts';
import { Exit, usageError } from '../output.ts';
import { findPerson, withHost } from '../session.ts';

/** What stands against it, or by what right: codes, which docs/doors.md explains. */
const whyOf = ({ outcome, clauses }: AccessDecision): string => {
  const verdict = outcome === 'refused' ? 'failed' : 'undecided';
  const told =
    outcome === 'open'
      ? clauses.filter(({ clause }) => clause === 'rule')
      : clauses.filter((one) => one.verdict === verdict);
  return told.map(({ clause, code }) => `${clause} ${code}`).join(', ');
};

export function addAccess(program: Command): void {
  const access = program.command('access').description('doors: list, simulate, lock down, open, back to normal');

  access
    .command('list')
    .description('sites, doors and rules')
    .action(async (_options, command: Command) =>
      withHost(command, async (host, output) => {
        const value = output.unwrap(await host.call('access.overview', {}));
        output.data(value, () =>
          value.sites.length === 0
            ? 'There is no door yet. Make one on the Access page.'
            : value.sites
                .flatMap((site) => [
                  `${site.id}  ${site.name}  ${site.timeZone}  ${site.mode}`,
                  ...value.doors
                    .filter(({ siteId }) => siteId === site.id)
                    .map(({ id, name, output: { kind } }) => `  door ${id}  ${name}  ${kind}`),
                  `  ${value.rules.filter((rule) => value.zones.some((zone) => zone.id === rule.zoneId && zone.siteId === site.id)).length} rules`,
                ])
                .join('\n'),
        );
      }),
    );

  access
    .command('simulate')
    .description('who could open a door at some moment, and why not the others')
    .argument('<door>', 'id or name')
    .requiredOption('--at <time>', 'by the clock of the site: 2026-01-18T22:00')
    .option('--person <person>', 'id or name; everybody where left out')
    .action(async (wanted: string, options: { at: string; person?: string }, command: Command) =>
      withHost(command, async (host, output) => {
        const { doors } = output.unwrap(await host.call('access.overview', {}));
        const found = doors.filter(({ id, name }) => id === wanted || name === wanted);
        if (found.length !== 1)
          throw usageError(
            output,
            `${found.length === 0 ? 'No door is' : 'Several doors are'} called "${wanted}". See: threshold access list`,
          );
        const person = options.person === undefined ? null : await findPerson(host, output, options.person);
        const value = output.unwrap(
          await host.call('access.simulate', {
            doorId: found[0]!.id,
            local: options.at,
            ...(person === null ? {} : { personId: person.id }),
          }),
        );
        output.data(value, () =>
          value.people.length === 0
            ? 'Nobody is enrolled.'
            : value.people
                .map((one) => `${one.decision.outcome.padEnd(8)} ${one.person.name}  (${whyOf(one.decision)})`)
                .join('\n'),
        );
        if (person !== null && value.people.some(({ decision }) => decision.outcome !== 'open'))
          throw new Exit(exitCode.no);
      }),
    );

  for (const [name, mode, words] of [
    ['lock-down', 'locked-down', 'let nobody in; everybody gets out'],
    ['open', 'open', 'open every door, for an emergency'],
    ['normal', 'normal', 'end a lock-down or an emergency opening'],
  ] as const)
    access
      .command(name)
      .description(words)
      .option('--site <site>', 'id or name; all sites where left out')
      .action(async ({ site }: { site?: string }, command: Command) =>
        withHost(command, async (host, output) => {
          const { sites } = output.unwrap(await host.call('access.overview', {}));
          const chosen = site === undefined ? null : sites.find((one) => one.id === site || one.name === site);
          if (chosen === undefined) throw usageError(output, `There is no site "${site}". See: threshold access list`);
          output.unwrap(await host.call('access.emergency', { siteId: chosen?.id ?? null, mode }));
          output.data({ mode }, () => `${chosen?.name ?? 'all sites'}: ${mode}`);
        }),
      );
}
